import type { Lead, Purpose } from '../../core/lead/lead';
import type { SendWindow, Sequence } from '../../core/nurture/types';
import type { ProcessContext } from '../context';
import { enrol, type EnrolOutcome } from './enrol';

/** One message to many. */
export interface BroadcastRequest {
	/** Each lead gets a broadcast of one name once. */
	name: string;
	to: { leads: readonly Lead[] } | { list: string };
	/** Not before this, in milliseconds. */
	at: number;
	subject: string;
	text: string;
	html?: string;
	purpose: Purpose;
	consent: Sequence['consent'];
	window: SendWindow;
	/** What it is about. */
	topics?: string[];
	definedBy?: string;
}

/** Plans a broadcast: a sequence of one step, so that it has every guard, limit and delivery of the others. */
export async function broadcast(
	ctx: ProcessContext,
	request: BroadcastRequest,
): Promise<EnrolOutcome> {
	const { name, to, at, subject, text, html, purpose, consent, window, topics, definedBy } =
		request;
	if (name.trim() === '')
		return { kind: 'wrong', problems: ["'Name' is empty. Give the broadcast a name."] };
	if ('list' in to && to.list.trim() === '')
		return { kind: 'wrong', problems: ["'List' is empty. Name the list."] };
	const leads = 'leads' in to ? to.leads : await leadsOfList(ctx, to.list);
	return await enrol(
		ctx,
		{
			name: `Broadcast: ${name.trim()}`,
			steps: [
				{
					stepId: 'step1',
					kind: 'email',
					name: name.trim(),
					wait: { amount: 0, unit: 'minutes' },
					subject,
					text,
					...(html !== undefined && { html }),
				},
			],
			purpose,
			consent,
			window,
			// A launch concerns those who talk with us as well.
			exitWhen: ['stage'],
			allowReenrol: false,
			...(topics !== undefined && { topics }),
			...(definedBy !== undefined && { definedBy }),
		},
		leads,
		{ startFrom: { kind: 'at', at } },
	);
}

async function leadsOfList({ store, pause }: ProcessContext, list: string): Promise<Lead[]> {
	const leads: Lead[] = [];
	const conditions = [{ field: 'lists', operator: 'contains' as const, value: list.trim() }];
	for (let after: string | undefined; ;) {
		const page = await store.listLeads({
			conditions,
			sort: 'createdAt',
			limit: 1_000,
			...(after && { after }),
		});
		for (const { lead } of page.leads) {
			// The store's 'contains' also finds the name inside another one.
			if (lead.lists?.some((name) => name.trim().toLowerCase() === list.trim().toLowerCase()))
				leads.push(lead);
		}
		if (page.next === undefined) return leads;
		after = page.next;
		await pause?.();
	}
}
