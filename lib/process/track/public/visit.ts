import { classify } from '../../../core/machine/classify';
import { isBot } from '../../../core/machine/userAgent';
import { topicsFor } from '../../../core/track/interests';
import { isRecord, readNumber, readSeconds, readText } from '../../../core/track/values';
import { messageOf, type MessageRef } from '../../../web/links';
import { unseal } from '../../../web/tokens';
import { record, type RecordInput, type RecordResult } from '../record';
import { isVisitor, stitch, stitchNow } from '../stitch';
import type { PublicAnswer, PublicContext, PublicRequest } from './types';

/** Most events of one visit that are taken at once. */
const mostEvents = 20;
/** What a tab that was killed had noted comes with the next visit; after 30 days it is of no use. */
const longestAgo = 30 * 86_400_000;

/**
 * What a website's script reports: visits, pages, active time, own events. Answers at once and always the same; what cannot be
 * understood is left out. Who came by a link of their mail is that lead, and once they touch the page their browser is theirs; a
 * program that only loads the page is nobody.
 */
export async function visit(context: PublicContext, request: PublicRequest): Promise<PublicAnswer> {
	const { options } = context;
	if (options.honourPrivacy && request.privacy) return taken(request);
	if (!originAllowed(options.allowedOrigins, request.origin)) return taken(request, 403);
	const visitor = readText(request.body['v'], 60);
	const events = request.body['e'];
	if (!visitor || !isVisitor(visitor) || !Array.isArray(events)) return taken(request);
	const mail = await mailOf(context, readText(request.body['k'], 4000));
	const program = isBot(request.userAgent);
	// The visitor's clock may be wrong: only how long ago something was is taken from it.
	const sent = readNumber(request.body['n']) ?? context.now;
	const rows = events.slice(0, mostEvents).filter(isRecord);
	const inputs = rows
		.flatMap((event) => inputOf(event, context.now, sent))
		.map((input): RecordInput => {
			const machine = program || (mail !== undefined && isLoadedOnly(input, request));
			return {
				...input,
				...topicsFor(options.topics, input),
				anonymousId: visitor,
				...(mail ? { leadId: mail.leadId } : {}),
				source: 'website',
				...(machine ? { actor: 'machine' } : {}),
				externalId: `${visitor}:${String(input.externalId)}`,
				meta: { ...asRecord(input.meta), ...(mail ? mailMeta(mail, request) : {}) },
			};
		});
	const results = await record(context, inputs, { whenMissing: 'unmatched' });
	await settle(context, { visitor, mail, program, rows }, results);
	const first = results.find(
		(result) => result.kind === 'recorded' && result.touch.actor.kind !== 'machine',
	);
	const event =
		first?.kind === 'recorded'
			? { name: 'visited' as const, leadId: first.lead.leadId, touch: first.touch }
			: undefined;
	return { ...taken(request), ...(event ? { event } : {}) };
}

/** Whose browser it is: the reader's of a mail who touched the page behind its link, or still the one's who came before. */
async function settle(
	context: PublicContext,
	from: {
		visitor: string;
		mail: MessageRef | undefined;
		program: boolean;
		rows: ReadonlyArray<Record<string, unknown>>;
	},
	results: readonly RecordResult[],
): Promise<void> {
	const { visitor, mail, program, rows } = from;
	if (program) return;
	if (mail !== undefined) {
		if (rows.some((event) => event['h'] === 1 || event['t'] === 'f'))
			await stitch(context, [{ visitor, leadId: mail.leadId }]);
		return;
	}
	const [owner] = results.length > 0 ? await context.store.visitorsOf([visitor]) : [];
	// Joined while this was being recorded: then it came too late for that, and would be nobody's.
	const isLate = results.some(({ kind }) => kind === 'anonymous');
	if (owner && (owner.shared || isLate)) await stitchNow(context, [owner]);
}

/** A page behind a mail's link that nobody has touched yet was perhaps only loaded by a scanner. */
function isLoadedOnly({ type, meta }: RecordInput, { userAgent }: PublicRequest): boolean {
	const interacted = asRecord(meta)['interacted'] === true;
	return classify({ type: String(type), userAgent, fromMail: true, interacted }).kind === 'machine';
}

function mailMeta({ deliveryId }: MessageRef, { userAgent }: PublicRequest) {
	return {
		fromMail: true,
		userAgent: userAgent.slice(0, 300),
		...(deliveryId ? { deliveryId } : {}),
	};
}

function asRecord(value: unknown): Record<string, unknown> {
	return isRecord(value) ? value : {};
}

function inputOf(event: Record<string, unknown>, now: number, sent: number): RecordInput[] {
	const id = readText(event['i'], 60);
	const url = pageUrl(readText(event['u'], 2000));
	if (!id || !url) return [];
	const ago = Math.min(longestAgo, Math.max(0, sent - (readNumber(event['a']) ?? sent)));
	const base: RecordInput = {
		externalId: `${readText(event['t'], 2) ?? ''}:${id}`,
		url,
		happenedAt: now - ago,
	};
	const referrer = readText(event['r'], 2000);
	switch (event['t']) {
		case 's':
			return [
				{ ...base, type: 'web.session', ...(referrer ? { referrer, meta: { referrer } } : {}) },
			];
		case 'p':
			return [
				{ ...base, type: 'web.pageView', content: event['c'], ...(referrer ? { referrer } : {}) },
			];
		case 'd':
			// 30 minutes are the most that one page counts.
			return [
				{
					...base,
					type: 'web.engagedTime',
					duration: Math.min(1800, readSeconds(event['s']) ?? 0),
					meta: { interacted: event['h'] === 1 },
				},
			];
		case 'f':
			return [{ ...base, type: 'form.submit', actor: 'unknown' }];
		case 'x': {
			const more = isRecord(event['p']) ? event['p'] : {};
			return [
				{
					...base,
					type: event['x'],
					value: more['value'],
					topics: more['topics'],
					content: more['content'],
					actor: 'unknown',
				},
			];
		}
		default:
			return [];
	}
}

/** The mail whose link brought the visitor, if its reader is still a lead. */
async function mailOf(
	context: PublicContext,
	token: string | undefined,
): Promise<MessageRef | undefined> {
	const claims =
		token === undefined
			? undefined
			: unseal(context.secrets.tokenKeys, 'click', token, context.now);
	const message = claims && messageOf(claims);
	const [stored] = message === undefined ? [] : await context.store.getLeads([message.leadId]);
	return stored && stored.lead.stage !== 'erased' ? message : undefined;
}

function pageUrl(text: string | undefined): string | undefined {
	if (!text || !URL.canParse(text)) return undefined;
	const url = new URL(text);
	return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
}

function originAllowed(allowed: readonly string[], origin: string | undefined): boolean {
	if (allowed.length === 0 || allowed.includes('*')) return true;
	return (
		origin !== undefined &&
		allowed.some((one) => one.replace(/\/+$/, '').toLowerCase() === origin.toLowerCase())
	);
}

function taken(request: PublicRequest, status = 204): PublicAnswer {
	return {
		status,
		headers: {
			'cache-control': 'no-store',
			'x-content-type-options': 'nosniff',
			...(request.origin && status !== 403
				? { 'access-control-allow-origin': request.origin, vary: 'Origin' }
				: {}),
		},
		body: '',
	};
}
