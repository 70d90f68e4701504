import type { Lead } from '../../../lib/core/lead/lead';
import { pagesOf } from '../../../lib/process/pages';
import { batchRows } from '../../../lib/store/batches';
import type { LeadStore } from '../../../lib/store/port';
import { leadIdOf, repsOf } from './order';

/** Address of a lead: the same people are in every workspace. */
const emailOf = (n: number) => `person${n}@example.com`;

/** Puts leads into a store that wait in a pool, numbered from `from`; every tenth address is suppressed, in each workspace others. */
export async function fill(store: LeadStore, count: number, from = 0): Promise<void> {
	await store.saveSettings({ workingHours: [] });
	await store.saveReps(repsOf(store.workspace));
	const createdAt = '2026-03-02T10:00:00.000Z';
	for (let done = 0; done < count; done += batchRows) {
		const numbers = Array.from(
			{ length: Math.min(batchRows, count - done) },
			(_, index) => from + done + index,
		);
		await store.saveLeads(
			numbers.map((n) => ({
				lead: {
					leadId: leadIdOf(store.workspace, n),
					email: emailOf(n),
					createdAt,
					updatedAt: createdAt,
					stage: 'filtered',
					stageHistory: [],
					...(from > 0 && { team: 'North' }),
				},
				version: 'new',
				keys: [{ kind: 'email', value: emailOf(n) }],
				audit: { by: 'fill', action: 'given', changes: {} },
			})),
		);
		await store.suppress(
			numbers
				.filter((n) => n % 10 === tenthOf(store.workspace))
				.map((n) => ({
					kind: 'email',
					value: emailOf(n),
					scope: 'all',
					reason: 'unsubscribed',
					at: createdAt,
				})),
		);
	}
}

const tenthOf = (workspace: string) => workspace.length % 10;

/** After giving out: every lead has one owner and one line in the log, and nobody has more than one lead above another. */
export async function sharesOf(store: LeadStore, count: number): Promise<string[]> {
	const { leads, log } = await everything(store);
	const faults: string[] = [];
	if (leads.length !== count) faults.push(`${leads.length} leads in place of ${count}`);
	const twice = log.size - count;
	if (leads.some(({ leadId }) => log.get(leadId)?.length !== 1))
		faults.push(`not every lead was given out exactly once (${twice} too many or few)`);
	const shares = repsOf(store.workspace).map(
		({ repId }) => leads.filter(({ owner }) => owner === repId).length,
	);
	const spread = Math.max(...shares) - Math.min(...shares);
	if (spread > 1) faults.push(`shares ${shares.join(', ')}`);
	return faults;
}

/** After pulling: every lead is answered, by the one who has it, and at most one assignment of each is open. */
export async function answersOf(store: LeadStore, from: number): Promise<string[]> {
	const { leads, log } = await everything(store);
	const pulled = leads.filter(({ leadId }) => leadId >= leadIdOf(store.workspace, from));
	const open = pulled.filter(({ notes }) => notes === undefined).length;
	const wrong = pulled.filter(
		({ notes, owner }) => notes !== undefined && notes !== `answered by ${owner}`,
	).length;
	const doubled = pulled.filter(
		({ leadId }) =>
			(log.get(leadId) ?? []).filter(({ endedAt }) => endedAt === undefined).length !== 1,
	).length;
	let answers = 0;
	for (const { leadId } of pulled) {
		const rows = await store.auditOf(leadId, 100);
		if (rows.filter(({ action }) => action === 'answered').length > 1) answers += 1;
	}
	return [
		...(open > 0 ? [`${open} leads were never answered`] : []),
		...(wrong > 0 ? [`${wrong} leads were answered by somebody who does not have them`] : []),
		...(doubled > 0 ? [`${doubled} leads have not exactly one open assignment`] : []),
		...(answers > 0 ? [`${answers} leads were answered twice`] : []),
	];
}

/** Nothing of one workspace is in another: leads, owners, keys, suppressions. */
export async function crossings(stores: readonly LeadStore[], count: number): Promise<string[]> {
	const faults: string[] = [];
	for (const store of stores) {
		const { leads } = await everything(store);
		const own = `${store.workspace}-`;
		if (leads.length !== count) faults.push(`${store.workspace} has ${leads.length} leads`);
		const strange = leads.filter(
			({ leadId, owner = own }) => !leadId.startsWith(own) || !owner.startsWith(own),
		);
		if (strange.length > 0) faults.push(`${strange.length} leads or owners crossed`);
		for (let from = 0; from < count; from += batchRows) {
			const numbers = Array.from({ length: Math.min(batchRows, count - from) }, (_, n) => from + n);
			const keys = numbers.map((n) => ({ kind: 'email' as const, value: emailOf(n) }));
			const hits = await store.lookUp(keys);
			if (hits.length !== keys.length || hits.some(({ leadId }) => !leadId.startsWith(own)))
				faults.push('keys crossed');
			const held = new Set((await store.suppressed(keys)).map(({ value }) => value));
			const due = numbers.filter((n) => n % 10 === tenthOf(store.workspace)).map(emailOf);
			if (held.size !== due.length || due.some((value) => !held.has(value)))
				faults.push('suppressions crossed');
		}
	}
	return [...new Set(faults)];
}

async function everything(store: LeadStore) {
	const leads: Lead[] = [];
	for await (const page of pagesOf((place) => store.listLeads({ limit: batchRows, ...place })))
		leads.push(...page.leads.map(({ lead }) => lead));
	const rows = [];
	for (let from = 0; from < leads.length; from += batchRows) {
		const ids = leads.slice(from, from + batchRows).map(({ leadId }) => leadId);
		rows.push(...(await store.assignmentsOf(ids)));
	}
	return { leads, log: Map.groupBy(rows, ({ leadId }) => leadId) };
}
