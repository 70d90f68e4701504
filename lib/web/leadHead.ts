import { dueOf } from '../core/assign/queue';
import type { Lead } from '../core/lead/lead';
import { wayToCustomer } from '../core/lead/lifecycle';
import type { LinkedActivity } from '../core/lead/playbook';
import { keyInWords, nameOf } from '../core/lead/words';
import { html, safeUrl, type Html } from './html';

/** The way of a lead, with the stage that it is in marked. */
export function stageBar({ stage }: Lead): Html {
	const way = wayToCustomer.slice(1);
	const shown = way.includes(stage) ? way : [...way, stage];
	const here = shown.indexOf(stage);
	return html`<nav aria-label="Stage">
		<ol class="stages">
			${shown.map((one, index) => (index === here ? html`<li aria-current="step">${keyInWords(one)}</li>` : html`<li${index < here && way.includes(stage) && html` class="past"`}>${keyInWords(one)}</li>`))}
		</ol>
	</nav>`;
}

/** Who the lead is and how to reach them: on a phone one touch calls or writes. */
export function whoItIs(lead: Lead): Html {
	const name = nameOf(lead);
	const phone = lead.phoneE164 ?? lead.phone;
	const facts = [
		lead.title,
		lead.company === name ? undefined : lead.company,
		[lead.city, lead.country].filter(Boolean).join(', ') || undefined,
		lead.language && `speaks ${lead.language}`,
		lead.source && `came by ${lead.source}`,
	].filter(Boolean);
	return html`<h1>${name}</h1>
		${facts.length > 0 && html`<p class="soft">${facts.join(' · ')}</p>`}
		<p class="reach">
			${phone && html`<a class="button" href="${safeUrl(`tel:${phone.replace(/[^+\d]/g, '')}`)}">Call ${phone}</a> `}
			${lead.email && html`<a class="button quiet" href="${safeUrl(`mailto:${encodeURIComponent(lead.email)}`)}">Write to ${lead.email}</a>`}
		</p>
		${(lead.need ?? lead.message) && html`<blockquote>${(lead.need ?? lead.message)?.slice(0, 500)}</blockquote>`}`;
}

/** The next action and what belongs to the lead's stage, each with its button until it is done. */
export function whatToDo(
	lead: Lead,
	activities: readonly LinkedActivity[],
	done: ReadonlySet<string>,
	query: string,
	at: (time: string) => string,
): Html {
	const open = activities.find(({ key }) => !done.has(key));
	const next = lead.nextAction ?? open?.title;
	const due = dueOf(lead);
	return html`${next && html`<p><strong>Next:</strong> ${next}${due && `, by ${at(due)}`}</p>`}
	${
		activities.length > 0 &&
		html`<h2>What belongs to '${keyInWords(lead.stage)}'</h2>
			<ul class="todo">
				${activities.map(({ title, key, dueAt }) =>
					done.has(key)
						? html`<li><span class="done">${title}</span> <span class="soft">Done</span></li>`
						: html`<li>
								<span>${title} <time datetime="${dueAt}">by ${at(dueAt)}</time></span>
								<form method="post" action="${query}">
									<input type="hidden" name="what" value="activity" /><input
										type="hidden"
										name="activity"
										value="${title}"
									/><button class="quiet" type="submit" aria-label="Done: ${title}">Done</button>
								</form>
							</li>`,
				)}
			</ul>`
	}`;
}

/** The score with its receipt: every line counts what it says, and together they are the score. */
export function scoreReceipt(lead: Lead): Html {
	const lines = (lead.scoreReasons ?? []).filter(({ counted }) => counted !== 0);
	if (lead.score === undefined) return html``;
	return html`<details class="act">
		<summary>
			Why the score is
			${lead.score}${lead.grade && ` (${lead.grade}${lead.temperature ? `, ${lead.temperature}` : ''})`}
		</summary>
		<table>
			${[...lines]
				.sort((a, b) => Math.abs(b.counted) - Math.abs(a.counted))
				.map(
					({ rule, counted }) =>
						html`<tr>
							<td>${rule}</td>
							<td class="figure">${signed(counted)}</td>
						</tr>`,
				)}
			<tr>
				<th scope="row">Score</th>
				<th class="figure">${lead.score}</th>
			</tr>
		</table>
	</details>`;
}

function signed(value: number): string {
	return `${value < 0 ? '−' : '+'}${Math.round(Math.abs(value) * 10) / 10}`;
}
