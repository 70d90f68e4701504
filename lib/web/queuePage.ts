import { isOverdue } from '../core/assign/overdue';
import { dueOf } from '../core/assign/queue';
import { keyInWords, nameOf } from '../core/lead/words';
import type { Lead } from '../core/lead/lead';
import { clockIn } from './clock';
import { html, type Html } from './html';

/** What stands on a rep's queue page. */
export interface QueueContent {
	/** The rep's name. */
	name: string;
	own: readonly Lead[];
	more: boolean;
	waiting: readonly Lead[];
	/** What the button that was pressed came to. */
	said?: Html;
	/** Query of this page, for its form. */
	query: string;
	/** Makes a form that is sent twice count once. */
	once: string;
	/** Query of a lead's page. */
	leadQuery(lead: Lead): string;
	timezone: string;
	/** Milliseconds since the epoch. */
	now: number;
}

/** The page on which a rep sees their leads and claims the next. */
export function queueBody(content: QueueContent): Html {
	const { name, own, more, waiting, said, query, once } = content;
	return html`<h1>Leads of ${name}</h1>
		${said && html`<p role="status" class="said">${said}</p>`}
		${
			waiting.length > 0
				? html`<section class="next" aria-label="Waiting leads">
						<h2>Next in the pool</h2>
						<ul class="leads">
							${waiting.map((lead) => html`<li><strong>${nameOf(lead)}</strong>${lead.company && lead.company !== nameOf(lead) && html`, ${lead.company}`} ${tags(lead)}${lead.need && html`<p class="soft">${lead.need.slice(0, 160)}</p>`}</li>`)}
						</ul>
						<form method="post" action="${query}">
							<input type="hidden" name="what" value="claim" /><input
								type="hidden"
								name="once"
								value="${once}"
							/><button type="submit">Claim the next lead</button>
						</form>
					</section>`
				: html`<p class="soft">No lead is waiting in the pool.</p>`
		}
		<section aria-label="Your leads">
			<h2>Yours (${own.length}${more && ' and more'})</h2>
			${own.length === 0 && html`<p class="soft">You have no lead to work on at the moment.</p>`}
			<ul class="leads">
				${own.map((lead) => ownLead(lead, content))}
			</ul>
		</section>`;
}

function ownLead(lead: Lead, { leadQuery, timezone, now }: QueueContent): Html {
	const due = dueOf(lead);
	const late = isOverdue(lead, now) || (due !== undefined && Date.parse(due) < now);
	return html`<li>
		<a href="${leadQuery(lead)}"><strong>${nameOf(lead)}</strong></a
		>${lead.company && lead.company !== nameOf(lead) && html`, ${lead.company}`} ${tags(lead)}
		<p class="soft">
			${keyInWords(lead.stage)}. Next:
			${lead.nextAction ?? 'Get in touch'}${
				due !== undefined &&
				html`, by
				${late ? html`<strong class="late">${clockIn(timezone)(due)} (overdue)</strong>` : clockIn(timezone)(due)}`
			}
		</p>
	</li>`;
}

function tags({ temperature, score }: Lead): Html {
	return html`${temperature && html`<span class="tag ${temperature}">${keyInWords(temperature)}${score !== undefined && ` · ${score}`}</span>`}`;
}
