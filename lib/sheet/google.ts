import type { Send } from './client';
import { sheetError } from './errors';

/** One HTTP call to Google. */
export interface HttpCall {
	method: 'GET' | 'POST';
	url: string;
	query?: Record<string, string>;
	body?: unknown;
}

/** Answers with the status and the parsed body whatever the status is; where no answer came, with no status and the reason. */
export type Http = (call: HttpCall) => Promise<{ status: number | undefined; body: unknown }>;

/** Google as one credential sees it. */
export interface Google {
	http: Http;
	/** Address of the service account, where one is used: spreadsheets have to be shared with it. */
	account?: string;
}

const sheets = 'https://sheets.googleapis.com/v4/spreadsheets';
const drive = 'https://www.googleapis.com/drive/v3/files';

/** Calls of the Sheets API over HTTP. */
export function sendOver(google: Google): Send {
	return async ({ path, ...call }) => await ask(google, { ...call, url: `${sheets}${path}` });
}

/** A spreadsheet in a list. */
export interface ListedSpreadsheet {
	id: string;
	name: string;
}

/** Spreadsheets that the credential can see, newest change first, a page at a time. */
export async function listSpreadsheets(
	google: Google,
	{ name, page }: { name?: string | undefined; page?: string | undefined },
): Promise<{ spreadsheets: ListedSpreadsheet[]; next?: string }> {
	const quoted = name?.replace(/[\\']/g, '\\$&');
	const answer = await ask(google, {
		method: 'GET',
		url: drive,
		query: {
			q: [
				"mimeType = 'application/vnd.google-apps.spreadsheet'",
				'trashed = false',
				...(quoted ? [`name contains '${quoted}'`] : []),
			].join(' and '),
			fields: 'nextPageToken,files(id,name)',
			orderBy: 'modifiedTime desc',
			pageSize: '100',
			includeItemsFromAllDrives: 'true',
			supportsAllDrives: 'true',
			...(page ? { pageToken: page } : {}),
		},
	});
	const files: unknown = read(answer, 'files');
	const next: unknown = read(answer, 'nextPageToken');
	return {
		spreadsheets: (Array.isArray(files) ? files : []).map((file: unknown) => ({
			id: String(read(file, 'id')),
			name: String(read(file, 'name')),
		})),
		...(typeof next === 'string' && { next }),
	};
}

/** Makes a spreadsheet in the time zone of the business. @returns its id */
export async function createSpreadsheet(
	google: Google,
	properties: { title: string; timeZone: string },
): Promise<string> {
	const made = await ask(google, { method: 'POST', url: sheets, body: { properties } });
	return String(read(made, 'spreadsheetId'));
}

/** Lets somebody edit a spreadsheet. */
export async function shareSpreadsheet(
	google: Google,
	spreadsheetId: string,
	emailAddress: string,
): Promise<void> {
	await ask(google, {
		method: 'POST',
		url: `${drive}/${encodeURIComponent(spreadsheetId)}/permissions`,
		query: { sendNotificationEmail: 'false', supportsAllDrives: 'true' },
		body: { role: 'writer', type: 'user', emailAddress },
	});
}

/** Where people open a spreadsheet. */
export function addressOf(spreadsheetId: string): string {
	return `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit`;
}

/** @throws SheetError for whatever is no success */
async function ask({ http, account }: Google, call: HttpCall): Promise<unknown> {
	const { status, body } = await http(call);
	if (status === undefined || status < 200 || status >= 300)
		throw sheetError(status, body, account);
	return body;
}

function read(value: unknown, key: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
