import { classify } from '../../../core/machine/classify';
import { isBot } from '../../../core/machine/userAgent';
import { topicsFor } from '../../../core/track/interests';
import { isRecord, readNumber, readText } from '../../../core/track/values';
import { messageOf, type MessageRef } from '../../../web/links';
import { unseal } from '../../../web/tokens';
import { record, type RecordInput, type RecordResult } from '../record';
import { isVisitor, stitch, stitchNow } from '../stitch';
import type { PublicAnswer, PublicContext, PublicRequest } from './types';
import { readEvent } from './visitEvents';

/** Most events of one visit that are taken at once. */
const mostEvents = 20;

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
	const program = isBot(request.userAgent);
	const sent = readNumber(request.body['n']) ?? context.now;
	const rows = events.slice(0, mostEvents).filter(isRecord);
	// What a tab that was killed had noted says itself which mail had brought it there.
	const tokenOf = (row: Record<string, unknown>) => readText(row['k'] ?? request.body['k'], 4000);
	const mails = await mailsOf(context, rows.map(tokenOf));
	const told = rows.map((row) => ({ row, mail: mails.get(tokenOf(row)) }));
	const inputs = told.flatMap(({ row, mail }) =>
		readEvent(row, context.now, sent).map((input): RecordInput => {
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
		}),
	);
	const results = await record(context, inputs, { whenMissing: 'unmatched' });
	if (!program) await settle(context, visitor, told, results);
	const first = results.find(
		(result) => result.kind === 'recorded' && result.touch.actor.kind !== 'machine',
	);
	const event =
		first?.kind === 'recorded'
			? { name: 'visited' as const, leadId: first.lead.leadId, touch: first.touch }
			: undefined;
	return { ...taken(request), ...(event ? { event } : {}) };
}

/** An event of the script, and the mail that brought the visitor to its page. */
interface Told {
	row: Record<string, unknown>;
	mail: MessageRef | undefined;
}

/** Whose browser it is: the reader's of a mail who touched the page behind its link, or still the one's who came before. */
async function settle(
	context: PublicContext,
	visitor: string,
	told: readonly Told[],
	results: readonly RecordResult[],
): Promise<void> {
	const readers = told.flatMap(({ row, mail }) =>
		mail !== undefined && (row['h'] === 1 || row['t'] === 'f') ? [mail.leadId] : [],
	);
	await stitch(
		context,
		readers.map((leadId) => ({ visitor, leadId })),
	);
	if (told.some(({ mail }) => mail !== undefined)) return;
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

/** The mails whose links brought the visitor, by token, where their readers are still leads. */
async function mailsOf(
	context: PublicContext,
	tokens: ReadonlyArray<string | undefined>,
): Promise<ReadonlyMap<string | undefined, MessageRef>> {
	const messages = [...new Set(tokens)].flatMap((token) => {
		const claims =
			token === undefined
				? undefined
				: unseal(context.secrets.tokenKeys, 'click', token, context.now);
		const message = claims && messageOf(claims);
		return message ? [{ token, message }] : [];
	});
	if (messages.length === 0) return new Map();
	const stored = await context.store.getLeads(messages.map(({ message }) => message.leadId));
	const alive = new Set(
		stored.filter(({ lead }) => lead.stage !== 'erased').map(({ lead }) => lead.leadId),
	);
	return new Map(
		messages
			.filter(({ message }) => alive.has(message.leadId))
			.map(({ token, message }) => [token, message]),
	);
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
