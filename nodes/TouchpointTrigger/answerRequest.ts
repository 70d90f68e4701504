import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { cleanPayload } from '../../lib/core/capture/read/clean';
import type { PageTopic } from '../../lib/core/track/interests';
import { canBeUsed, openContext, StoreUnavailable } from '../../lib/process/stores';
import {
	respond,
	type PublicAnswer,
	type PublicEvent,
	type PublicOptions,
} from '../../lib/process/track/public/respond';
import { asList, asText, fromThrown, isRow, triggerStore } from '../shared';
import { readContent } from '../shared/content';
import { eventItem, readPublicRequest, writePublicAnswer } from '../shared/publicRequest';

/** Longer bodies are nobody's visit or form. */
const longestBody = 64 * 1024;

/** Answers one request to the public address; starts the workflow only for the events that the user chose. */
export async function answerRequest(functions: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		const ref = await triggerStore(functions);
		if (!canBeUsed(ref)) return writePublicAnswer(functions, comeAgain);
		const context = await openContext(ref, `${functions.getNode().name} (public page)`);
		const secrets = await context.store.secrets();
		const request = readPublicRequest(functions);
		const body = request.method === 'POST' ? await bodyOf(functions) : {};
		const answer = await respond(
			{ ...context, secrets, options: optionsOf(functions) },
			{ ...request, body },
		);
		return writePublicAnswer(functions, answer, chosen(functions, answer.event, ref.workspace));
	} catch (error) {
		if (error instanceof StoreUnavailable) return writePublicAnswer(functions, comeAgain);
		throw fromThrown(functions.getNode(), error);
	}
}

const comeAgain: PublicAnswer = {
	status: 503,
	headers: {
		'content-type': 'text/plain; charset=utf-8',
		'cache-control': 'no-store',
		'retry-after': '30',
	},
	body: 'This cannot be done at the moment. Please try again in a minute.',
};

function chosen(
	functions: IWebhookFunctions,
	event: PublicEvent | undefined,
	workspace: string,
): INodeExecutionData[][] | undefined {
	if (event === undefined) return undefined;
	const wanted = asList(functions.getNodeParameter('events', []));
	if (!wanted.includes(event.name) && functions.getMode() !== 'manual') return undefined;
	return [[{ json: eventItem(event, workspace) }]];
}

/** Forms, and a beacon that comes as plain text with JSON in it; what cannot be read has no fields. */
async function bodyOf(functions: IWebhookFunctions): Promise<Record<string, unknown>> {
	const content = await readContent(functions, longestBody);
	const value: unknown = content.kind === 'content' ? cleanPayload(content.payload).value : {};
	return isRow(value) ? value : {};
}

function topicsOf(value: unknown): PageTopic[] {
	const rows: unknown = isRow(value) ? value['topic'] : [];
	if (!Array.isArray(rows)) return [];
	return rows.filter(isRow).flatMap((row) => {
		const [page, topic] = [asText(row['page']), asText(row['topic'])];
		return page && topic ? [{ page, topic }] : [];
	});
}

function optionsOf(functions: IWebhookFunctions): PublicOptions {
	const look: unknown = functions.getNodeParameter('look', {});
	const options: unknown = functions.getNodeParameter('options', {});
	const row = isRow(options) ? options : {};
	const style = isRow(look) ? look : {};
	const referralPage = asText(row['referralPage']);
	return {
		address: functions.getNodeWebhookUrl('default') ?? '',
		look: {
			color: asText(style['color']),
			font: asText(style['font']),
			logo: asText(style['logo']),
			name: asText(style['name']),
		},
		allowedOrigins: asList(row['allowedOrigins']),
		topics: topicsOf(functions.getNodeParameter('topics', {})),
		honourPrivacy: row['honourPrivacy'] !== false,
		...(referralPage ? { referralPage } : {}),
	};
}
