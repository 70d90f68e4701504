/** What kept Google from answering, as a person can act on it. */
export type SheetFault =
	'quota' | 'permission' | 'notFound' | 'apiOff' | 'signIn' | 'invalid' | 'server' | 'network';

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

	/** Whether the same call may succeed later. */
	get passing(): boolean {
		return this.fault === 'quota' || this.fault === 'server' || this.fault === 'network';
	}
}

/**
 * Turns an answer that is no success into advice. `status` is the HTTP status, undefined when no answer came;
 * `body` is Google's error object or text.
 */
export function sheetError(status: number | undefined, body: unknown): SheetError {
	const detail = detailOf(body);
	const fault = faultOf(status, detail);
	const [message, remedy] = advice[fault];
	return new SheetError(fault, message, remedy, detail);
}

function faultOf(status: number | undefined, detail: string): SheetFault {
	if (status === undefined) return 'network';
	if (status === 429) return 'quota';
	if (status === 401) return 'signIn';
	if (status === 403) {
		if (/has not been used|is disabled|SERVICE_DISABLED/i.test(detail)) return 'apiOff';
		return /quota|rate limit/i.test(detail) ? 'quota' : 'permission';
	}
	if (status === 404) return 'notFound';
	return status >= 500 || status === 408 ? 'server' : 'invalid';
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
	signIn: [
		'Google no longer accepts this credential',
		'Open the credential in n8n and sign in again; for a service account check e-mail and private key.',
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

function detailOf(body: unknown): string {
	if (typeof body === 'string') return body.slice(0, 2_000);
	if (typeof body !== 'object' || body === null) return '';
	const inner: unknown = 'error' in body ? body.error : body;
	if (typeof inner === 'object' && inner !== null && 'message' in inner)
		return String(inner.message);
	return JSON.stringify(body).slice(0, 2_000);
}
