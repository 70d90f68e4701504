import { acceptAction } from '../core/assign/request';
import type { Lead, Stage } from '../core/lead/lead';
import { allowedMoves, liveStages, reasons, wayToCustomer } from '../core/lead/lifecycle';
import type { Task } from '../core/nurture/types';
import { callOutcomes } from '../core/track/outcome';
import { html, type Html } from './html';

/** The stages that the page moves a lead to; disqualifying and converting have buttons of their own. */
export function pageStages({ stage }: Lead): Stage[] {
	const elsewhere: Stage[] = [
		'disqualified',
		'bad',
		'junk',
		'merged',
		'erased',
		'opportunity',
		stage,
	];
	return allowedMoves[stage].filter((to) => !elsewhere.includes(to));
}

/** The way of a lead, with the stage that it is in marked. */
export function stageBar({ stage }: Lead): Html {
	const way = wayToCustomer.slice(1);
	const shown = way.includes(stage) ? way : [...way, stage];
	return html`<nav aria-label="Stage">
		<p>
			${shown.map((one, index) => html`${index > 0 && ' › '}${one === stage ? html`<strong aria-current="step">${words(one)}</strong>` : html`<span class="soft">${words(one)}</span>`}`)}
		</p>
	</nav>`;
}

/** Everything that the owner can do with a lead, each a form that is posted. `once` makes a form that is sent twice count once. */
export function leadForms(lead: Lead, tasks: readonly Task[], token: string, once: string): Html {
	const moves = pageStages(lead);
	const canConvert = lead.stage === 'qualified' && lead.convertedAt === undefined;
	const canDisqualify = allowedMoves[lead.stage].includes('disqualified');
	const isLive = liveStages.includes(lead.stage);
	const form = (what: string, inside: Html) =>
		html`<form method="post" action="?l=${token}">
			<input type="hidden" name="what" value="${what}" />${inside}
		</form>`;
	const note = html`<label>Note <textarea name="note" rows="2"></textarea></label>`;
	const offered = lead.nextAction === acceptAction;
	return html`${offered && form('accept', html`<button type="submit">Accept</button>`)}
		${lead.stage === 'assigned' && form('decline', html`<p><button class="quiet" type="submit">${offered ? 'Decline' : 'Give back'}</button></p>`)}
		${tasks.length > 0 && html`<h2>Tasks</h2>`}
		${tasks.map(({ taskId, title, text }) =>
			form(
				'task',
				html`<p><strong>${title}</strong>${text && html`<br />${text}`}</p>
					<input type="hidden" name="task" value="${taskId}" /><label
						>Result <input type="text" name="note" /></label
					><button type="submit">Done: ${title}</button>`,
			),
		)}
		<h2>Log a call</h2>
		${form(
			'call',
			html`<input type="hidden" name="once" value="${once}c" /><label
					>How did it end?
					<select name="outcome">
						${callOutcomes.map((one) => html`<option value="${one}">${words(one)}</option>`)}
					</select></label
				>${note}<button type="submit">Log call</button>`,
		)}
		<h2>Add a note</h2>
		${form('note', html`<input type="hidden" name="once" value="${once}n" /><label>Note <textarea name="note" rows="3" required></textarea></label><button class="quiet" type="submit">Add note</button>`)}
		${
			isLive &&
			moves.length > 0 &&
			html`<h2>Move the stage</h2>
				${form(
					'move',
					html`<label
							>To
							<select name="stage">
								${moves.map((one) => html`<option value="${one}">${words(one)}</option>`)}
							</select></label
						>${note}<button class="quiet" type="submit">Move stage</button>`,
				)}`
		}
		${
			canConvert &&
			html`<h2>Convert</h2>
				${form('convert', html`${note}<button type="submit">Convert to opportunity</button>`)}`
		}
		${
			canDisqualify &&
			html`<h2>Disqualify</h2>
				${form(
					'disqualify',
					html`<label
							>Reason
							<select name="reason" required>
								<option value="">Choose…</option>
								${Object.entries(reasons).map(([key, { label }]) => html`<option value="${key}">${label}</option>`)}
							</select></label
						>${note}<button class="quiet" type="submit">Disqualify</button>`,
				)}`
		}`;
}

function words(key: string): string {
	const text = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
	return text.charAt(0).toUpperCase() + text.slice(1);
}
