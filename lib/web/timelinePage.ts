import type { Lead } from '../core/lead/lead';
import type { Timeline, TimelineEntry } from '../core/track/timeline';
import { clockIn } from './clock';
import { html, safeUrl, type Html } from './html';
import { page, type Look } from './page';

/** A lead's timeline as a readable page, newest entry first; times in `timezone`. */
export function timelinePage(
	lead: Lead,
	timeline: Timeline,
	timezone: string,
	look?: Look,
): string {
	const name = lead.fullName ?? lead.email ?? lead.phoneE164 ?? lead.leadId;
	return page({
		title: `Timeline of ${name}`,
		body: timelineBody(lead, timeline, timezone),
		look,
		wide: true,
	});
}

/** The same as a part of another page. */
export function timelineBody(lead: Lead, timeline: Timeline, timezone: string): Html {
	const at = clockIn(timezone);
	const name = lead.fullName ?? lead.email ?? lead.phoneE164 ?? lead.leadId;
	const { touches, conversations, days, channels, minutesToFirstResponse } = timeline;
	return html`<h1>${name}${lead.company && `, ${lead.company}`}</h1>
		<p class="soft">
			${touches} ${touches === 1 ? 'touch' : 'touches'} in ${days} days, ${conversations} of them
			two-way. Stage ${lead.stage}${lead.owner && `, owner ${lead.owner}`}.
			${minutesToFirstResponse !== undefined && `First answer after ${length(minutesToFirstResponse)}.`}
			${channels.length > 0 && `By channel: ${channels.map(({ channel, touches: count }) => `${channel} ${count}`).join(', ')}.`}
		</p>
		${lead.nextAction && html`<p><strong>Next:</strong> ${lead.nextAction}${lead.nextActionAt && ` (${at(lead.nextActionAt)})`}</p>`}
		${timelineList(timeline, at)}`;
}

/** What happened, newest first. */
export function timelineList(timeline: Timeline, at: (time: string) => string): Html {
	return html`<ol class="timeline" reversed>
		${timeline.entries.toReversed().map((entry) => line(entry, at))}
	</ol>`;
}

function line(entry: TimelineEntry, at: (time: string) => string): Html {
	const details = [
		entry.channel,
		entry.campaign && `campaign ${entry.campaign}`,
		entry.actor === 'machine' && entry.type.startsWith('email.') && 'by a machine',
	].filter(Boolean);
	return html`<li${entry.actor === 'machine' ? html` class="machine"` : ''}><time datetime="${entry.at}">${at(entry.at)}</time>
<strong>${entry.what}</strong>${details.length > 0 && html` <span class="soft">${details.join(', ')}</span>`}
${entry.url && html`<br /><a href="${safeUrl(entry.url)}" rel="noreferrer noopener">${shortened(entry.url, 80)}</a>`}
${entry.content && html`<blockquote>${shortened(entry.content, 500)}</blockquote>`}</li>
`;
}

function length(minutes: number): string {
	if (minutes < 90) return `${minutes} minutes`;
	return minutes < 2880
		? `${Math.round(minutes / 60)} hours`
		: `${Math.round(minutes / 1440)} days`;
}

function shortened(text: string, most: number): string {
	return text.length > most ? `${text.slice(0, most)}…` : text;
}
