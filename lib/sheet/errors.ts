/** What kept Google from answering, as a person can act on it. */
export type SheetFault =
	| 'quota'
	| 'permission'
	| 'notFound'
	| 'apiOff'
	| 'scope'
	| 'signIn'
	| 'notASheet'
	| 'full'
	| 'storage'
	| 'protected'
	| 'invalid'
	| 'server'
	| 'network';

/** A call to Google Sheets that failed, with what to do about it. */
export class SheetError extends Error {
	constructor(
		readonly fault: SheetFault,
		message: string,
		readonly remedy: string,
		/** Google's own words. */
		readonly detail: string,
	) {
		super(message);
		this.name = 'SheetError';
	}

	/** Google's own words as a sentence to hang on, with a space before it; nothing where it said nothing. */
	get said(): string {
		return this.detail === '' ? '' : ` Google says: ${this.detail.slice(0, 300)}`;
	}

	/** Whether the same call may succeed later. */
	get passing(): boolean {
		return this.fault === 'quota' || this.fault === 'server' || this.fault === 'network';
	}
}

/**
 * Turns an answer that is no success into advice. `status` is the HTTP status, undefined when no answer came; `body` is Google's
 * error object or text; `account` is the address of the service account where one is used.
 */
export function sheetError(
	status: number | undefined,
	body: unknown,
	account?: string,
): SheetError {
	const detail = detailOf(body);
	const fault = faultOf(status, detail, JSON.stringify(body ?? ''));
	const [message, remedy] = advice[fault];
	return new SheetError(fault, message, withFacts(fault, remedy, detail, account), detail);
}

/** What Google's bodies say, beyond the status: the words are those of its API, as of 2026. */
function faultOf(status: number | undefined, detail: string, whole: string): SheetFault {
	if (/invalid_grant|invalid_client|unauthorized_client/.test(whole)) return 'signIn';
	if (status === undefined) return 'network';
	if (status === 429) return 'quota';
	if (status === 401) return 'signIn';
	if (status === 403) {
		if (/SERVICE_DISABLED|accessNotConfigured|has not been used|is disabled/i.test(whole))
			return 'apiOff';
		if (/ACCESS_TOKEN_SCOPE_INSUFFICIENT|insufficient authentication scopes/i.test(whole))
			return 'scope';
		if (/storageQuotaExceeded|storage quota/i.test(whole)) return 'storage';
		return /quota|rate ?limit/i.test(whole) ? 'quota' : 'permission';
	}
	if (status === 404) return 'notFound';
	if (status >= 500 || status === 408) return 'server';
	if (/not supported for this document|must not be an Office file/i.test(detail))
		return 'notASheet';
	if (/limit of 10000000 cells|above the limit/i.test(detail)) return 'full';
	return /protected cell or object/i.test(detail) ? 'protected' : 'invalid';
}

const advice: Record<SheetFault, [message: string, remedy: string]> = {
	quota: [
		'Google Sheets takes no more calls for the moment',
		'The sync waits and tries again by itself. If it happens often, run it less often or use a credential of your own Google project.',
	],
	permission: [
		'The spreadsheet is not shared with this credential',
		"Share it with the service account's address (client_email) or the signed-in Google account, as an editor.",
	],
	notFound: [
		'There is no spreadsheet with this ID',
		'Choose the spreadsheet again; it may have been deleted, or belong to another account.',
	],
	apiOff: [
		'The Google Sheets API is switched off in the Google project of this credential',
		'Open Google Cloud Console → APIs & Services → Library, enable the Google Sheets API, and wait a minute.',
	],
	scope: [
		'The sign-in does not cover this',
		'Open the credential in n8n and sign in again, ticking every permission that Google asks for.',
	],
	signIn: [
		'Google no longer accepts this credential',
		'Open the credential in n8n and sign in again; for a service account check e-mail and private key.',
	],
	notASheet: [
		'This document is no Google spreadsheet, but an Excel file kept in Google Drive',
		'Open it in Google Sheets, choose File → Save as Google Sheets, and choose the new document here.',
	],
	full: [
		'The spreadsheet is full: Google allows 10 million cells',
		'Delete rows or tabs that are no longer needed, e.g. old rows of the Touchpoints tab, and run the sync again.',
	],
	storage: [
		'There is no room in the Google Drive of this account',
		'A service account has no Drive of its own: make the spreadsheet yourself, share it with the service account as an editor, and choose it here.',
	],
	protected: [
		'Somebody has protected cells of the spreadsheet against changes',
		'Open Data → Protect sheets and ranges in the spreadsheet and allow this account to edit.',
	],
	invalid: [
		'Google Sheets refused the request',
		'Run the Check operation; it says what is wrong with the spreadsheet.',
	],
	server: ['Google Sheets has a fault of its own', 'The sync waits and tries again by itself.'],
	network: [
		'Google Sheets could not be reached',
		'Check the network and the proxy of this n8n; the sync tries again by itself.',
	],
};

/** Names the account to share with, and the page where an API is switched on, where they are known. */
function withFacts(
	fault: SheetFault,
	remedy: string,
	detail: string,
	account: string | undefined,
): string {
	if (fault === 'permission' && account) return `Share it with ${account}, as an editor.`;
	const page = /https:\/\/console\.(?:developers|cloud)\.google\.com\/[^\s"]+/.exec(detail)?.[0];
	return fault === 'apiOff' && page
		? `Open ${page} and choose Enable, then wait a minute.`
		: remedy;
}

function detailOf(body: unknown): string {
	if (typeof body === 'string') return body.slice(0, 2_000);
	if (typeof body !== 'object' || body === null) return '';
	const inner: unknown = 'error' in body ? body.error : body;
	if (typeof inner === 'object' && inner !== null && 'message' in inner)
		return String(inner.message);
	return JSON.stringify(body).slice(0, 2_000);
}
