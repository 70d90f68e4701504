import type { ReaderWords } from '../core/nurture/words';
import type { MailPreferences } from '../core/nurture/preferences';
import { sameTopic } from '../core/nurture/preferences';
import { html, type Html } from './html';

/** What the pages for readers of mails say of somebody. */
export interface ReaderPage {
	words: ReaderWords;
	/** The masked address. */
	address: string;
	/** Who writes to them. */
	name: string;
}

/** What the preference page shows. */
export interface PreferencePage extends ReaderPage {
	/** Topics to choose from. */
	topics: readonly string[];
	chosen: MailPreferences;
	/** Until when mail is paused, in the reader's way of writing; absent while it is not. */
	pausedUntil?: string;
	/** What was chosen has just been saved. */
	saved: boolean;
	/** All mail is unsubscribed from. */
	stopped: boolean;
	/** Where the form goes, and the one that unsubscribes. */
	saveAction: string;
	stopAction: string;
}

/** The page where a reader chooses topics, how often, and a pause. It works without scripts. */
export function preferenceBody(page: PreferencePage): Html {
	const { words, topics, chosen, pausedUntil, saved, stopped } = page;
	const off = new Set((chosen.topicsOff ?? []).map(sameTopic));
	const { mailEvery } = chosen;
	return html`<h1>${words.title}</h1>
		${saved && html`<p role="status"><strong>${words.saved}</strong></p>`}
		${stopped && html`<p role="status"><strong>${words.stopped}</strong></p>`}
		<p>${filled(words.intro, page)}</p>
		<form method="post" action="${page.saveAction}">
			${
				topics.length > 0 &&
				html`<fieldset>
					<legend><strong>${words.topics}</strong></legend>
					${topics.map((topic, index) => topicRow(topic, index, !off.has(sameTopic(topic))))}
				</fieldset>`
			}
			<fieldset>
				<legend><strong>${words.often}</strong></legend>
				${choice('every', 'any', words.anyTime, mailEvery === undefined)}
				${choice('every', 'week', words.weekly, mailEvery === 'week')}
				${choice('every', 'month', words.monthly, mailEvery === 'month')}
			</fieldset>
			<fieldset>
				<legend><strong>${words.pause}</strong></legend>
				${
					pausedUntil !== undefined &&
					choice(
						'pause',
						'keep',
						words.pausedUntil.replace('{date}', () => pausedUntil),
						true,
					)
				}
				${choice('pause', 'none', words.noPause, pausedUntil === undefined)}
				${choice('pause', '1', words.oneMonth, false)}
				${choice('pause', '3', words.threeMonths, false)}
			</fieldset>
			<button type="submit">${words.save}</button>
		</form>
		${
			!stopped &&
			html`<h2>${words.stopTitle}</h2>
				<p>${words.stopText}</p>
				<form method="post" action="${page.stopAction}">
					<input type="hidden" name="scope" value="email" /><button class="quiet" type="submit">
						${words.stopButton}
					</button>
				</form>`
		}`;
}

/** The page that asks what should stop; `series` where the mail came from one. */
export function unsubscribeBody(
	page: ReaderPage & { action: string; series: boolean; preferences?: string },
): Html {
	const { words, preferences } = page;
	return html`<h1>${words.unsubscribe}</h1>
		<p>${filled(words.which, page)}</p>
		<form method="post" action="${page.action}">
			<fieldset>
				<legend class="soft">${words.choose}</legend>
				${page.series && choice('scope', 'sequence', words.onlySeries, false)}
				${choice('scope', 'email', words.allMail, true)}
				${choice('scope', 'all', words.everything, false)}
			</fieldset>
			<button type="submit">${words.unsubscribe}</button>
		</form>
		${preferences !== undefined && html`<p class="soft">${words.rather} <a href="${preferences}">${words.preferences}</a></p>`}`;
}

/** Tells that it is done. */
export function unsubscribedBody(page: ReaderPage, scope: string): Html {
	const { words } = page;
	const said = scope.startsWith('sequence:')
		? words.doneSeries
		: scope === 'all'
			? words.doneAll
			: words.doneMail;
	return html`<h1>${words.done}</h1>
		<p>${filled(said, page)}</p>`;
}

/** A sentence with the address and who writes in their places. */
export function filled(text: string, { address, name }: Omit<ReaderPage, 'words'>): Html {
	const parts = text
		.split(/(\{address\}|\{name\})/)
		.map((part) =>
			part === '{address}' ? html`<strong>${address}</strong>` : part === '{name}' ? name : part,
		);
	return html`${parts}`;
}

/** What was offered goes along, so that a topic that came up meanwhile is not taken for one that was left. */
function topicRow(topic: string, index: number, wanted: boolean): Html {
	return html`<input type="hidden" name="o${index}" value="${topic}" /><label class="row"
			><input type="checkbox" name="t${index}" value="1" ${wanted && html`checked`} />
			<span>${topic}</span></label
		>`;
}

function choice(name: string, value: string, label: string, checked: boolean): Html {
	return html`<label class="row"
		><input type="radio" name="${name}" value="${value}" ${checked && html`checked`} />
		<span>${label}</span></label
	>`;
}
