import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { asNumber, asText } from '../../lib/core/loose';

/** What n8n's SMTP credential says, as the mail transport wants it. */
export async function readSmtp(functions: {
	getCredentials(type: string): Promise<ICredentialDataDecryptedObject>;
}): Promise<{
	host: string;
	port: number;
	secure: boolean;
	user: string | undefined;
	password: string | undefined;
	disableStartTls: boolean;
	hostName: string | undefined;
}> {
	const smtp = await functions.getCredentials('smtp');
	return {
		host: asText(smtp['host']) ?? '',
		port: asNumber(smtp['port']) ?? 465,
		secure: smtp['secure'] === true,
		user: asText(smtp['user']),
		password: typeof smtp['password'] === 'string' ? smtp['password'] : undefined,
		disableStartTls: smtp['disableStartTls'] === true,
		hostName: asText(smtp['hostName']),
	};
}
