import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { SheetError } from './errors';

/** What the credential of a service account says. */
export interface ServiceAccount {
	email: string;
	/** PEM, also as it is copied out of Google's JSON file, with `\\n` for line breaks. */
	privateKey: string;
	/** Somebody of the same Google Workspace on whose behalf it acts. */
	delegatedEmail?: string;
}

/** Spreadsheets themselves, and Drive for finding, making and sharing them. */
export const googleScopes = [
	'https://www.googleapis.com/auth/spreadsheets',
	'https://www.googleapis.com/auth/drive',
];
/** Where tokens are asked for, and whom they are addressed to. */
export const tokenAddress = 'https://oauth2.googleapis.com/token';
/** Google takes no assertion that is valid for longer. */
const validSeconds = 3_600;

/**
 * The form by which a service account asks for an access token: a statement signed with its key (RFC 7523). The key itself goes
 * nowhere.
 * @param now milliseconds since the epoch
 * @throws SheetError where the key cannot be read
 */
export function tokenRequest(account: ServiceAccount, now: number): Record<string, string> {
	const issued = Math.floor(now / 1000);
	const email = account.email.trim();
	const claims = {
		iss: email,
		sub: account.delegatedEmail?.trim() || email,
		scope: googleScopes.join(' '),
		aud: tokenAddress,
		iat: issued,
		exp: issued + validSeconds,
	};
	const content = [{ alg: 'RS256', typ: 'JWT' }, claims].map(encode).join('.');
	const signature = sign('RSA-SHA256', Buffer.from(content), keyOf(account.privateKey));
	return {
		grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
		assertion: `${content}.${signature.toString('base64url')}`,
	};
}

function encode(part: object): string {
	return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** Keys lose their line breaks on the way through forms and files. */
function keyOf(text: string): KeyObject {
	const plain = text.replace(/\\n/g, '\n').trim();
	const [, begin, body, end] =
		/^(-----BEGIN [A-Z ]+-----)([\s\S]*?)(-----END [A-Z ]+-----)$/.exec(plain) ?? [];
	const lines = (body ?? '').replace(/\s+/g, '').match(/.{1,64}/g) ?? [];
	try {
		return createPrivateKey([begin, ...lines, end, ''].join('\n'));
	} catch (error) {
		throw new SheetError(
			'signIn',
			'The private key of the service account cannot be read',
			"Copy 'private_key' from the JSON file of the service account into the credential, from -----BEGIN to the last dash.",
			error instanceof Error ? error.message : '',
		);
	}
}
