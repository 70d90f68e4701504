import { type Json, at, listAt, textAt } from './json';
import { until } from './until';

/** The person the demo and the tests sign in as. The instance listens on this machine only. */
export const owner = {
	email: 'owner@example.com',
	firstName: 'Demo',
	lastName: 'Owner',
	password: 'Lead-demo-2026',
};

/** A workflow as the templates have it. */
export interface Workflow extends Json {
	id: string;
	name: string;
}

/** What the editor does over its REST interface. */
export interface Rest {
	/** Makes the owner of a new instance, or signs in to one that has its owner. */
	signIn(): Promise<void>;
	/** Any call below /rest; answers the parsed body. Rejects on a status of 400 or more, with n8n's message. */
	call(method: string, path: string, body?: unknown): Promise<unknown>;
	/** Creates a credential, or updates the one with this name and type, and answers its id. */
	saveCredential(type: string, name: string, data: Json): Promise<string>;
	/** Creates or updates a workflow and answers the id of its version. */
	save(workflow: Workflow): Promise<string>;
	/** Creates or updates a workflow and publishes what was saved. */
	publish(workflow: Workflow): Promise<void>;
	/**
	 * Waits until every trigger of a workflow that was published is at work, which n8n sees to after it has answered.
	 * Rejects with what a trigger failed by.
	 */
	settled(workflowId: string): Promise<void>;
	/** The session's cookies as a header carries them, for a browser. */
	cookie(): string;
	/** n8n ties a session to the browser that signed in, which it knows by this id. */
	readonly browserId: string;
}

/** @param url address of the instance, without a slash at the end */
export function restOf(url: string): Rest {
	const browserId = 'lead-management-runtime';
	let cookie = '';

	const request = async (method: string, path: string, body?: unknown) =>
		fetch(`${url}/rest${path}`, {
			method,
			headers: {
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
				'browser-id': browserId,
				// A kept connection may be closed by a busy n8n at the moment it is used again.
				connection: 'close',
				...(cookie === '' ? {} : { cookie }),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});

	const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
		const response = await request(method, path, body);
		const text = await response.text();
		if (response.status >= 400) {
			throw new Error(
				`n8n answered ${response.status} to ${method} ${path}: ${text.slice(0, 500)}`,
			);
		}
		return text === '' ? undefined : JSON.parse(text);
	};

	const signIn = async () => {
		const settings = await call('GET', '/settings');
		const isNew = at(settings, 'data', 'userManagement', 'showSetupOnFirstLoad') === true;
		const response = isNew
			? await request('POST', '/owner/setup', owner)
			: await request('POST', '/login', {
					emailOrLdapLoginId: owner.email,
					password: owner.password,
				});
		if (!response.ok) {
			throw new Error(`n8n refused the sign-in (${response.status}): ${await response.text()}`);
		}
		cookie = response.headers
			.getSetCookie()
			.map((line) => line.split(';')[0])
			.join('; ');
	};

	const saveCredential = async (type: string, name: string, data: Json) => {
		const known = listAt(await call('GET', '/credentials'), 'data').find(
			(entry) => at(entry, 'name') === name && at(entry, 'type') === type,
		);
		const saved =
			known === undefined
				? await call('POST', '/credentials', { name, type, data })
				: await call('PATCH', `/credentials/${textAt(known, 'id')}`, { name, type, data });
		return textAt(saved, 'data', 'id');
	};

	const save = async (workflow: Workflow) => {
		const known = await request('GET', `/workflows/${workflow.id}`);
		const saved = known.ok
			? await call('PATCH', `/workflows/${workflow.id}?forceSave=true`, workflow)
			: await call('POST', '/workflows', workflow);
		return textAt(saved, 'data', 'versionId');
	};

	const publish = async (workflow: Workflow) => {
		const versionId = await save(workflow);
		await call('POST', `/workflows/${workflow.id}/activate`, { versionId });
	};

	const settled = async (workflowId: string) => {
		const triggers = await until(`the triggers of '${workflowId}'`, async () => {
			const status = await call('GET', `/workflows/${workflowId}/publication-status`);
			const state = at(status, 'data', 'status');
			return state === 'in_progress' || state === 'not_published'
				? undefined
				: listAt(status, 'data', 'triggers');
		});
		const failures = triggers.filter((trigger) => at(trigger, 'status') === 'failed');
		if (failures.length > 0)
			throw new Error(failures.map((one) => String(at(one, 'errorMessage'))).join('; '));
	};

	return { signIn, call, saveCredential, save, publish, settled, cookie: () => cookie, browserId };
}
