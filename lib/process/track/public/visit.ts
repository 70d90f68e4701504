import { keysOf } from '../../../core/capture/identity';
import { isBot } from '../../../core/machine/userAgent';
import { isRecord, readNumber, readSeconds, readText } from '../../../core/track/values';
import { unseal } from '../../../web/tokens';
import { record, type RecordInput } from '../record';
import type { PublicAnswer, PublicContext, PublicRequest } from './types';

/** Most events of one visit that are taken at once. */
const mostEvents = 20;

/**
 * What a website's script reports: visits, pages, active time, own events. Answers at once and always the same; what cannot be
 * understood is left out. A visitor who came by a link of their mail is that lead from then on.
 */
export async function visit(context: PublicContext, request: PublicRequest): Promise<PublicAnswer> {
	const { options } = context;
	if (options.honourPrivacy && request.privacy) return taken(request);
	if (!originAllowed(options.allowedOrigins, request.origin)) return taken(request, 403);
	const visitor = readText(request.body['v'], 60);
	const events = request.body['e'];
	if (!visitor || !/^[\w-]{6,60}$/.test(visitor) || !Array.isArray(events)) return taken(request);
	const known = await knownBy(context, readText(request.body['k'], 4000), visitor);
	const machine = isBot(request.userAgent);
	// The visitor's clock may be wrong: only how long ago something was is taken from it.
	const sent = readNumber(request.body['n']) ?? context.now;
	const inputs = events
		.slice(0, mostEvents)
		.filter(isRecord)
		.flatMap((event) => inputOf(event, context.now, sent))
		.map((input): RecordInput => ({
			...input,
			...(known ? { leadId: known } : { anonymousId: visitor }),
			source: 'website',
			...(machine ? { actor: 'machine' } : {}),
			externalId: `${visitor}:${String(input.externalId)}`,
		}));
	const results = await record(context, inputs, { whenMissing: 'unmatched' });
	const first = results.find((result) => result.kind === 'recorded');
	const event =
		first?.kind === 'recorded' && !machine
			? { name: 'visited' as const, leadId: first.lead.leadId, touch: first.touch }
			: undefined;
	return { ...taken(request), ...(event ? { event } : {}) };
}

function inputOf(event: Record<string, unknown>, now: number, sent: number): RecordInput[] {
	const id = readText(event['i'], 60);
	const url = pageUrl(readText(event['u'], 2000));
	if (!id || !url) return [];
	const ago = Math.min(86_400_000, Math.max(0, sent - (readNumber(event['a']) ?? sent)));
	const base: RecordInput = {
		externalId: `${readText(event['t'], 2) ?? ''}:${id}`,
		url,
		happenedAt: now - ago,
	};
	const referrer = readText(event['r'], 2000);
	switch (event['t']) {
		case 's':
			return [{ ...base, type: 'web.session', ...(referrer ? { referrer } : {}) }];
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

/** The lead whose mail link brought the visitor, joined with the visitor's id for the visits to come. */
async function knownBy(
	context: PublicContext,
	token: string | undefined,
	visitor: string,
): Promise<string | undefined> {
	const claims =
		token === undefined
			? undefined
			: unseal(context.secrets.tokenKeys, 'click', token, context.now);
	const leadId = claims?.['l'];
	if (leadId === undefined) return undefined;
	const [stored] = await context.store.getLeads([leadId]);
	if (!stored || stored.lead.stage === 'erased') return undefined;
	// Two people on one browser stay two: a visitor who belongs to somebody is not given to another.
	const [owner] = await context.store.lookUp([{ kind: 'external', value: `visitor:${visitor}` }]);
	if (owner !== undefined || stored.lead.externalIds?.['visitor'] !== undefined) return leadId;
	const lead = { ...stored.lead, externalIds: { ...stored.lead.externalIds, visitor } };
	await context.store.saveLeads([
		{
			lead,
			version: stored.version,
			keys: keysOf(lead),
			audit: {
				by: context.by,
				action: 'stitch',
				changes: { externalIds: { to: 'visitor' } },
				note: 'Came by a link of a mail',
			},
		},
	]);
	return leadId;
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
