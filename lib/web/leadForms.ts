import { acceptAction } from '../core/assign/request';
import type { Lead, Stage } from '../core/lead/lead';
import { allowedMoves, liveStages, reasons } from '../core/lead/lifecycle';
import { keyInWords } from '../core/lead/words';
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

/**
 * Everything that the owner can do with a lead, each a form that is posted.
 *
 * @param query of the page, for the forms
 * @param once makes a form that is sent twice count once
 */
export function leadForms(lead: Lead, tasks: readonly Task[], query: string, once: string): Html {
	const moves = pageStages(lead);
	const canConvert = lead.stage === 'qualified' && lead.convertedAt === undefined;
	const canDisqualify = allowedMoves[lead.stage].includes('disqualified');
	const isLive = liveStages.includes(lead.stage);
	const form = (what: string, inside: Html) =>
		html`<form method="post" action="${query}">
			<input type="hidden" name="what" value="${what}" />${inside}
		</form>`;
	const note = html`<label>Note <textarea name="note" rows="2"></textarea></label>`;
	const offered = lead.nextAction === acceptAction;
	const fold = (title: string, what: string, inside: Html) =>
		html`<details class="act">
			<summary>${title}</summary>
			${form(what, inside)}
		</details>`;
	return html`${offered && form('accept', html`<button type="submit">Accept</button>`)}
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
		<h2>What you can do</h2>
		${fold(
			'Log a call',
			'call',
			html`<input type="hidden" name="once" value="${once}c" /><label
					>How did it end?
					<select name="outcome">
						${callOutcomes.map((one) => html`<option value="${one}">${keyInWords(one)}</option>`)}
					</select></label
				>${note}<button type="submit">Log call</button>`,
		)}
		${fold('Add a note', 'note', html`<input type="hidden" name="once" value="${once}n" /><label>Note <textarea name="note" rows="3" required></textarea></label><button type="submit">Add note</button>`)}
		${
			isLive &&
			moves.length > 0 &&
			fold(
				'Move the stage',
				'move',
				html`<label
						>To
						<select name="stage">
							${moves.map((one) => html`<option value="${one}">${keyInWords(one)}</option>`)}
						</select></label
					>${note}<button type="submit">Move stage</button>`,
			)
		}
		${canConvert && fold('Convert', 'convert', html`${note}<button type="submit">Convert to opportunity</button>`)}
		${
			canDisqualify &&
			fold(
				'Disqualify',
				'disqualify',
				html`<label
						>Reason
						<select name="reason" required>
							<option value="">Choose…</option>
							${Object.entries(reasons).map(([key, { label }]) => html`<option value="${key}">${label}</option>`)}
						</select></label
					>${note}<button type="submit">Disqualify</button>`,
			)
		}
		${lead.stage === 'assigned' && form('decline', html`<button class="quiet" type="submit">${offered ? 'Decline' : 'Give back'}</button>`)}`;
}
