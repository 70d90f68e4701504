import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { checkSendingDomain } from '../../lib/process/sendingDomain';
import { asText } from '../../lib/core/loose';

/** For `methods.credentialTest` of the node that lists `leadSourceApi` with `testedBy: 'leadSourceTest'`. */
export async function leadSourceTest(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const filled = ['signingSecret', 'verifyToken', 'accessToken'].filter((name) =>
		asText(data[name]),
	);
	if (filled.length === 0) {
		return {
			status: 'Error',
			message: 'Fill in at least one of the secrets that your provider uses.',
		};
	}
	const padded = filled.find((name) => asText(data[name]) !== data[name]);
	return padded === undefined
		? { status: 'OK', message: 'Saved. The first message of the provider shows whether it fits.' }
		: { status: 'Error', message: `'${labels[padded]}' begins or ends with a space.` };
}

const labels: Readonly<Record<string, string>> = {
	signingSecret: 'Signing Secret',
	verifyToken: 'Verify Token',
	accessToken: 'Access Token',
};

/** For `methods.credentialTest` of the node that lists `sendingDomainApi` with `testedBy: 'sendingDomainTest'`. */
export async function sendingDomainTest(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const { ok, message } = await checkSendingDomain({
		domain: asText(data['domain']) ?? '',
		selector: asText(data['selector']) ?? '',
		privateKey: asText(data['privateKey']) ?? '',
	});
	return { status: ok ? 'OK' : 'Error', message };
}
