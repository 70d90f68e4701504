import {
	NodeApiError,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
} from 'n8n-workflow';
import {
	sheetError,
	tokenAddress,
	tokenRequest,
	type Google,
	type Http,
	type HttpCall,
} from '../../lib/process/sheet/google';
import { asNumber, asText, isRow } from '../shared';

type Functions = IExecuteFunctions | ILoadOptionsFunctions;

/** Google ends a call of the Sheets API itself after three minutes. */
const timeout = 190_000;
/** A token is used until so many milliseconds before its end. */
const reserve = 60_000;

/** Google, with the credential that the panel's 'Authentication' names. */
export async function googleOf(functions: Functions, authentication: string): Promise<Google> {
	return authentication === 'serviceAccount'
		? await serviceAccountOf(functions)
		: { http: signedIn(functions) };
}

/** n8n signs the calls, refreshes the token where it ran out, and keeps the new one. */
function signedIn(functions: Functions): Http {
	return async (call) =>
		await answered(async () =>
			asAnswer(
				await functions.helpers.httpRequestWithAuthentication.call(
					functions,
					'googleSheetsOAuth2Api',
					// A 401 has to be thrown: it is what makes n8n refresh the token.
					{ ...optionsOf(call), ignoreHttpStatusErrors: { ignore: true, except: [401] } },
				),
			),
		);
}

/** A service account signs for itself: n8n leaves that to each node. */
async function serviceAccountOf(functions: Functions): Promise<Google> {
	const data = await functions.getCredentials('googleApi');
	const account = asText(data['email']) ?? '';
	const delegated = data['inpersonate'] === true ? asText(data['delegatedEmail']) : undefined;
	let token: { text: string; until: number } | undefined;
	const tokenOf = async (): Promise<string> => {
		const now = Date.now();
		if (token && now < token.until) return token.text;
		const form = tokenRequest(
			{
				email: account,
				privateKey: asText(data['privateKey']) ?? '',
				...(delegated === undefined ? {} : { delegatedEmail: delegated }),
			},
			now,
		);
		const { status, body } = await answered(async () =>
			asAnswer(
				await functions.helpers.httpRequest({
					method: 'POST',
					url: tokenAddress,
					body: new URLSearchParams(form),
					returnFullResponse: true,
					ignoreHttpStatusErrors: true,
				}),
			),
		);
		const text = isRow(body) ? asText(body['access_token']) : undefined;
		if (text === undefined) throw sheetError(status, body, account);
		const seconds = (isRow(body) && asNumber(body['expires_in'])) || 3_600;
		token = { text, until: now + seconds * 1_000 - reserve };
		return text;
	};
	return {
		account,
		http: async (call) => {
			const headers = { authorization: `Bearer ${await tokenOf()}` };
			return await answered(async () =>
				asAnswer(
					await functions.helpers.httpRequest({
						...optionsOf(call),
						headers,
						ignoreHttpStatusErrors: true,
					}),
				),
			);
		},
	};
}

function optionsOf({ method, url, query, body }: HttpCall): IHttpRequestOptions {
	return {
		method,
		url,
		...(query && { qs: query }),
		...(isRow(body) && { body }),
		json: true,
		returnFullResponse: true,
		timeout,
	};
}

type Answer = Awaited<ReturnType<Http>>;

function asAnswer(response: unknown): Answer {
	if (!isRow(response)) return { status: undefined, body: 'No answer.' };
	return { status: Number(response['statusCode']), body: response['body'] };
}

/** What n8n throws for a refusal is an answer too; what has no status is none. */
async function answered(call: () => Promise<Answer>): Promise<Answer> {
	try {
		return await call();
	} catch (error) {
		const status = error instanceof NodeApiError ? asNumber(error.httpCode) : undefined;
		const said = error instanceof NodeApiError ? [error.description, ...error.messages] : [];
		const message = said.concat(error instanceof Error ? error.message : '').join(' ');
		return { status, body: { error: { message } } };
	}
}
