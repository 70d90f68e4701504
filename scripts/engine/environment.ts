import './settings';
import 'reflect-metadata';
import { ExecutionLifecycleHooks, ExternalSecretsProxy } from 'n8n-core';
import {
	ICredentialsHelper,
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
	type INodeCredentialsDetails,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

/** Decrypted credentials by their type's name, e.g. `{ smtp: { host: '127.0.0.1', port: 2525 } }`. */
export type Credentials = Readonly<Record<string, ICredentialDataDecryptedObject>>;

/** What n8n's engine wants of the server around it, for one workflow: credentials are given, the rest refuses. */
export function environment(
	workflow: IWorkflowBase,
	mode: WorkflowExecuteMode,
	credentials: Credentials,
): IWorkflowExecuteAdditionalData {
	const address = 'http://localhost:5678';
	return {
		executionId: '1',
		hooks: new ExecutionLifecycleHooks(mode, '1', workflow),
		credentialsHelper: new GivenCredentials(credentials),
		currentNodeExecutionIndex: 0,
		restApiUrl: `${address}/rest`,
		instanceBaseUrl: `${address}/`,
		formBaseUrl: `${address}/form`,
		formWaitingBaseUrl: `${address}/form-waiting`,
		formTestBaseUrl: `${address}/form-test`,
		webhookBaseUrl: `${address}/webhook`,
		webhookWaitingBaseUrl: `${address}/webhook-waiting`,
		webhookTestBaseUrl: `${address}/webhook-test`,
		mcpBaseUrl: `${address}/mcp`,
		mcpTestBaseUrl: `${address}/mcp-test`,
		variables: {},
		userId: 'user',
		externalSecretsProxy: new ExternalSecretsProxy(),
		logAiEvent: () => {},
		setExecutionStatus: () => {},
		executeWorkflow: async () => await refuse('another workflow'),
		getRunExecutionData: async () => undefined,
		getRuntimeCredential: async () => undefined,
		startRunnerTask: async () => await refuse('a task runner'),
	};
}

class GivenCredentials extends ICredentialsHelper {
	constructor(private readonly given: Credentials) {
		super();
	}

	/** n8n's own OAuth2 types end like this, and sign and refresh in n8n's code. */
	getParentTypes(type: string): string[] {
		return type.endsWith('OAuth2Api') ? ['oAuth2Api'] : [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		_credentials: ICredentialDataDecryptedObject,
		_type: string,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return request;
	}

	async preAuthentication(): Promise<undefined> {}

	async runPreAuthentication(): Promise<undefined> {}

	async getCredentials(): Promise<never> {
		return await refuse('stored credentials');
	}

	async getDecrypted(
		_data: IWorkflowExecuteAdditionalData,
		_details: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		const credential = this.given[type];
		if (credential === undefined) throw new Error(`No credential of type '${type}' was given.`);
		return credential;
	}

	async updateCredentials(): Promise<void> {}

	async updateCredentialsOauthTokenData(): Promise<void> {}

	getCredentialsProperties(): [] {
		return [];
	}
}

async function refuse(what: string): Promise<never> {
	throw new Error(`This engine has no server around it: ${what} cannot be used.`);
}
