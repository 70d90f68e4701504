import type { Lead } from '../../../core/lead/lead';
import { newestStatement } from '../../../core/lead/consent';
import { mailEvery, sameTopic, type MailPreferences } from '../../../core/nurture/preferences';
import { readText } from '../../../core/track/values';
import { messageOf, unsubscribeUrl, type MessageRef } from '../../../web/links';
import { preferenceBody } from '../../../web/readerPages';
import { unseal } from '../../../web/tokens';
import { record } from '../record';
import { pageAnswer, unknownLink } from './answer';
import { readerOf } from './reader';
import type { PublicAnswer, PublicContext, PublicEvent, PublicRequest } from './types';

/** More topics than anybody chooses from. */
const mostTopics = 50;
const dayMs = 86_400_000;

/**
 * The page where a reader says what they want: topics, how often, a pause, or nothing more. GET and HEAD show it and change nothing;
 * POST saves at once. It works as long as the lead is there.
 */
export async function preferences(
	context: PublicContext,
	request: PublicRequest,
	token: string,
): Promise<PublicAnswer> {
	const claims = unseal(context.secrets.tokenKeys, 'preferences', token, context.now);
	const message = claims && messageOf(claims);
	if (!message) return unknownLink(context);
	const reader = await readerOf(context, request, message);
	const { stored, words, language } = reader;
	if (!stored) return unknownLink(context);
	const topics = topicsOf(context, stored.lead);
	const saved =
		request.method === 'POST'
			? await save(context, stored.lead, wishesIn(request.body, stored.lead, topics, context.now))
			: undefined;
	const lead = saved?.lead ?? stored.lead;
	const until = Date.parse(lead.mailPausedUntil ?? '');
	const stop = unsubscribeUrl(context.secrets, '', message);
	const body = preferenceBody({
		...reader,
		topics,
		chosen: lead,
		...(until > context.now && {
			pausedUntil: new Intl.DateTimeFormat(language, {
				dateStyle: 'long',
				timeZone: context.settings.timezone,
			}).format(until),
		}),
		saved: saved !== undefined,
		stopped: await isStopped(context, lead, message),
		saveAction: `?p=${token}`,
		stopAction: stop,
	});
	return pageAnswer(context, words.title, body, { language, event: saved?.event });
}

/** What the owner's pages are about, and what the reader has left before. */
function topicsOf({ options }: PublicContext, { topicsOff = [] }: Lead): string[] {
	const all = new Map<string, string>();
	for (const topic of [...options.topics.map((row) => row.topic), ...topicsOff])
		if (!all.has(sameTopic(topic))) all.set(sameTopic(topic), topic.trim());
	return [...all.values()].slice(0, mostTopics);
}

/** What the form says; a field that it does not have leaves things as they are. */
function wishesIn(
	body: Readonly<Record<string, unknown>>,
	lead: Lead,
	topics: readonly string[],
	now: number,
): MailPreferences {
	const known = new Map(topics.map((topic) => [sameTopic(topic), topic]));
	const off = new Map((lead.topicsOff ?? []).map((topic) => [sameTopic(topic), topic]));
	for (let index = 0; index < mostTopics; index += 1) {
		const offered = sameTopic(readText(body[`o${index}`], 300) ?? '');
		const topic = known.get(offered);
		if (topic === undefined) continue;
		if (body[`t${index}`] === undefined) off.set(offered, topic);
		else off.delete(offered);
	}
	const every = body['every'];
	const pauseDays = { '1': 30, '3': 90 }[readText(body['pause'], 10) ?? ''];
	return {
		topicsOff: [...off.values()],
		mailEvery:
			every === undefined ? lead.mailEvery : mailEvery.find((one) => one === String(every)),
		mailPausedUntil:
			pauseDays !== undefined
				? new Date(now + pauseDays * dayMs).toISOString()
				: body['pause'] === 'none'
					? undefined
					: lead.mailPausedUntil,
	};
}

/** Writes it down where it is something new; the same once more is none. */
async function save(
	context: PublicContext,
	lead: Lead,
	wishes: MailPreferences,
): Promise<{ lead: Lead; event?: PublicEvent }> {
	const { topicsOff = [], mailEvery: every, mailPausedUntil: until } = wishes;
	const isSame =
		topicsOff.join('\n') === (lead.topicsOff ?? []).join('\n') &&
		every === lead.mailEvery &&
		until === lead.mailPausedUntil;
	if (isSame) return { lead };
	const [result] = await record(
		context,
		[
			{
				leadId: lead.leadId,
				type: 'consent.changed',
				source: 'preference page',
				actor: 'human',
				content: inWords(wishes),
				meta: {
					channel: 'email',
					topicsOff,
					mailEvery: every ?? '',
					mailPausedUntil: until ?? '',
				},
			},
		],
		{ whenMissing: 'unmatched' },
	);
	if (result?.kind !== 'recorded') return { lead };
	const event = {
		name: 'preferencesChanged' as const,
		leadId: result.lead.leadId,
		touch: result.touch,
	};
	return { lead: result.lead, event };
}

/** For the timeline: 'Not about Pricing; at most one a week; paused until 2026-12-27'. */
function inWords({ topicsOff = [], mailEvery: every, mailPausedUntil: until }: MailPreferences) {
	const said = [
		topicsOff.length > 0 ? `not about ${topicsOff.join(', ')}` : 'all topics',
		every === undefined ? 'as often as there is something' : `at most one a ${every}`,
		...(until === undefined ? [] : [`paused until ${until.slice(0, 10)}`]),
	].join('; ');
	return said.charAt(0).toUpperCase() + said.slice(1);
}

async function isStopped(
	{ store }: PublicContext,
	{ consent = [] }: Lead,
	{ email }: MessageRef,
): Promise<boolean> {
	const found = await store.suppressed([{ kind: 'email', value: email.toLowerCase() }]);
	if (found.some(({ scope }) => scope === 'all' || scope === 'email')) return true;
	const said = newestStatement(
		consent.filter(({ channel, purpose }) => channel === 'email' && purpose === 'marketing'),
	);
	return said?.given === false;
}
