import { owner } from '../runtime/rest';
import type { Imported } from './templates';
import type { Summary } from './summary';

/** Progress and the closing screen go to standard error; standard output is for the JSON. */
export function tell(text: string): void {
	console.error(text);
}

/** Where the user can look. */
export interface Places {
	editor: string;
	master: string;
	mailbox: string;
	webhook: string;
}

/** What happened and where to look. */
export function closingScreen(summary: Summary, places: Places, templates: Imported[]): string {
	const row = (count: number, text: string) => `  ${String(count).padStart(4)}  ${text}`;
	return [
		'',
		'What happened to the sample leads',
		row(summary.posted, 'submissions were posted to the webhook:'),
		row(summary.captured, 'became a new lead'),
		row(summary.updated, 'brought a known lead up to date'),
		row(summary.review, 'wait for somebody to decide'),
		row(summary.rejected, 'were refused, each with a reason'),
		row(summary.lost, 'were lost'),
		'',
		row(summary.junk, 'leads were recognised as junk'),
		row(summary.assigned, 'leads have an owner'),
		row(summary.mailed, 'mails were sent (to the local mailbox: nothing leaves this machine)'),
		'',
		'Where to look',
		`  Editor    ${places.editor}  (sign in as ${owner.email}, password ${owner.password})`,
		`  Process   ${places.master}`,
		`  Mailbox   ${places.mailbox}`,
		`  Webhook   ${places.webhook}  (post a lead of your own as JSON)`,
		`  Templates ${templates.length}; open one in the editor and choose 'Execute workflow' to see it run on sample leads`,
		'',
	].join('\n');
}
