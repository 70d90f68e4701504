import { toLocal } from '../calendar/local';
import { findZone, utc } from '../calendar/zone';
import type { Lead } from '../lead/lead';
import type { Touchpoint } from '../lead/touchpoint';
import { escapeHtml } from '../nurture/merge';
import { labelOfType } from '../track/describe';
import type { Rep } from './types';

/** A mail that tells a rep of a new lead. */
export interface LeadCard {
	subject: string;
	text: string;
	html: string;
}

/** Addresses that stand in a card. */
export interface CardPages {
	/** The lead's page. */
	lead?: string;
	/** The list of the rep's leads, where they claim the next. */
	queue?: string;
}

const mostReasons = 5;
const mostTouches = 6;

/**
 * The lead card for its new owner: who it is, how to reach them, why the lead is hot, what happened, what to do until when.
 * Whatever strangers wrote is one line of plain text, and escaped in the page.
 *
 * @param touches of the lead, in any order
 * @param why why this rep got it, in words
 * @param pages addresses of the lead's page and of the list of the rep's leads, where there are such
 */
export function leadCard(
	lead: Lead,
	rep: Pick<Rep, 'name' | 'timezone'>,
	touches: readonly Touchpoint[],
	why: string,
	pages: CardPages = {},
): LeadCard {
	const who = line(
		lead.fullName ?? lead.email ?? lead.phoneE164 ?? lead.phone ?? 'a lead without a name',
	);
	const facts: Array<[string, string | undefined]> = [
		['Company', lead.company],
		['Job title', lead.title],
		['E-mail', lead.email],
		['Phone', lead.phoneE164 ?? lead.phone],
		['Country', lead.country],
		['Language', lead.language],
		['Source', lead.source],
		['Need', lead.need ?? lead.message],
		[
			'Score',
			lead.score === undefined
				? undefined
				: `${lead.score} (${lead.grade ?? 'no grade'}, ${lead.temperature ?? 'no temperature'})`,
		],
	];
	const known = facts.flatMap(([label, value]) =>
		value === undefined ? [] : [[label, line(value)] as const],
	);
	const reasons = [...(lead.scoreReasons ?? [])]
		.filter(({ counted }) => counted > 0)
		.sort((a, b) => b.counted - a.counted)
		.slice(0, mostReasons)
		.map(({ rule, counted }) => `${line(rule)}: +${Math.round(counted * 10) / 10}`);
	const timeline = [...touches]
		.filter(({ type }) => !/^(?:lifecycle|score|assignment)\./.test(type))
		.sort((a, b) => (a.occurredAt < b.occurredAt ? 1 : -1))
		.slice(0, mostTouches)
		.map(
			({ type, occurredAt, content }) =>
				`${moment(occurredAt, rep.timezone)} ${labelOfType(type)}${content === undefined ? '' : `: ${line(content)}`}`,
		);
	const next = [
		line(lead.nextAction ?? 'Get in touch'),
		...(lead.dueAt === undefined ? [] : [`by ${moment(lead.dueAt, rep.timezone)}`]),
	].join(' ');
	const parts: Array<[string, string[]]> = [
		['Next', [next]],
		['Why this lead', reasons],
		['What happened', timeline],
		['Why you', [line(why)]],
	];
	const shown = parts.filter(([, lines]) => lines.length > 0);
	return {
		subject: cut(
			`${lead.temperature === 'hot' ? 'Hot lead' : 'New lead'}: ${who}${lead.company === undefined ? '' : `, ${line(lead.company)}`}`,
			120,
		),
		text: [
			`${who} is yours now.`,
			'',
			...known.map(([label, value]) => `${label}: ${value}`),
			...links(pages).flatMap(([label, url]) => ['', `${label}: ${url}`]),
			...shown.flatMap(([title, lines]) => ['', `${title}:`, ...lines.map((text) => `- ${text}`)]),
			'',
		].join('\n'),
		html: letter(who, known, shown, links(pages)),
	};
}

function letter(
	who: string,
	known: ReadonlyArray<readonly [string, string]>,
	parts: ReadonlyArray<readonly [string, string[]]>,
	pages: ReadonlyArray<readonly [string, string]>,
): string {
	const rows = known.map(
		([label, value]) =>
			`<tr><td style="color:#666;padding:2px 12px 2px 0">${escapeHtml(label)}</td><td>${escapeHtml(value)}</td></tr>`,
	);
	const lists = parts.map(
		([title, lines]) =>
			`<h3 style="margin:16px 0 4px">${escapeHtml(title)}</h3><ul style="margin:0">${lines.map((text) => `<li>${escapeHtml(text)}</li>`).join('')}</ul>`,
	);
	const [link, list] = pages.map(
		([label, url]) => `<p><a href="${escapeHtml(url)}"><strong>${label}</strong></a></p>`,
	);
	return `<!doctype html><html><body style="font-family:sans-serif;color:#222"><h2>${escapeHtml(who)} is yours now</h2><table>${rows.join('')}</table>${link ?? ''}${lists.join('')}${list ?? ''}</body></html>`;
}

function links({ lead, queue }: CardPages): Array<[string, string]> {
	return [
		...(lead === undefined ? [] : [['Open the lead', lead] satisfies [string, string]]),
		...(queue === undefined ? [] : [['All your leads', queue] satisfies [string, string]]),
	];
}

/** One line of at most 300 characters. */
function line(text: string): string {
	return cut(text.replace(/\s+/g, ' ').trim(), 300);
}

function cut(text: string, most: number): string {
	return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** Date and time of the rep's day, e.g. 'Tue, 10 Mar, 11:15'. */
function moment(at: string, zone: string | undefined): string {
	const local = new Date(toLocal(Date.parse(at), findZone(zone) ?? utc)).toUTCString();
	return `${local.slice(0, 11)}, ${local.slice(17, 22)}`;
}
