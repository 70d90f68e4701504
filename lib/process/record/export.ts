import type { Assignment } from '../../core/assign/types';
import type { Account, Contact, Opportunity } from '../../core/convert/types';
import type { Lead } from '../../core/lead/lead';
import type { Touchpoint } from '../../core/lead/touchpoint';
import type { Delivery, Enrolment, Task } from '../../core/nurture/types';
import { batchRows, inBatches } from '../../store/batches';
import type { AuditRow, StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';
import { pagesOf } from '../pages';
import { personsOf } from './person';

/** Everything the store knows of one person. */
export interface PersonExport {
	exportedAt: string;
	lead: Lead;
	/** Records that were merged with this one, as they were; what follows is of all of them. */
	mergedLeads: Lead[];
	touchpoints: Touchpoint[];
	assignments: Assignment[];
	enrolments: Enrolment[];
	deliveries: Delivery[];
	tasks: Task[];
	/** What the lead became; empty before it was converted. */
	accounts: Account[];
	contacts: Contact[];
	opportunities: Opportunity[];
	/** Every change, newest first: who, when, which fields. */
	changes: AuditRow[];
}

const most = 100_000;

/**
 * Collects everything known of each lead and of those that were merged with it, in the order given; bulk reads except for the trail of
 * changes.
 */
export async function exportLeads(
	{ store, now, pause }: ProcessContext,
	leads: readonly StoredLead[],
): Promise<PersonExport[]> {
	return await inBatches(leads, async (slice) => {
		const persons = await personsOf(
			store,
			slice.map(({ lead }) => lead),
		);
		const leadIds = [...new Set([...persons.values()].flat().map(({ leadId }) => leadId))];
		const [touchpoints, assignments, enrolments, deliveries, tasks] = await Promise.all([
			store.touchpoints({ leadIds, perLead: most }),
			store.assignmentsOf(leadIds),
			store.enrolmentsOf(leadIds),
			store.deliveries({ leadIds, limit: most }),
			store.tasks({ leadIds, limit: most }),
		]);
		const sales = await salesOf(store, leadIds);
		const of = {
			touchpoints: grouped(touchpoints),
			assignments: grouped(assignments),
			enrolments: grouped(enrolments),
			deliveries: grouped(deliveries),
			tasks: grouped(tasks),
		};
		const exports: PersonExport[] = [];
		for (const { lead } of slice) {
			const mergedLeads = (persons.get(lead.leadId) ?? [lead]).slice(1);
			const ids = [lead, ...mergedLeads].map(({ leadId }) => leadId);
			const all = <T>(rows: ReadonlyMap<string, T[]>): T[] =>
				ids.flatMap((id) => rows.get(id) ?? []);
			const changes: AuditRow[] = [];
			for (const id of ids) changes.push(...(await store.auditOf(id, most)));
			exports.push({
				exportedAt: new Date(now).toISOString(),
				lead,
				mergedLeads,
				touchpoints: all(of.touchpoints),
				assignments: all(of.assignments),
				enrolments: all(of.enrolments),
				deliveries: all(of.deliveries),
				tasks: all(of.tasks),
				...sales(ids),
				changes: changes.sort((a, b) => b.at.localeCompare(a.at)),
			});
			await pause?.();
		}
		return exports;
	});
}

function grouped<T extends { leadId?: string }>(rows: readonly T[]): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const row of rows) {
		const group = groups.get(row.leadId ?? '');
		if (group === undefined) groups.set(row.leadId ?? '', [row]);
		else group.push(row);
	}
	return groups;
}

type Sales = Pick<PersonExport, 'accounts' | 'contacts' | 'opportunities'>;

/** Accounts, contacts and opportunities of leads, page by page, by the lead they are of. */
async function salesOf(
	store: ProcessContext['store'],
	leadIds: string[],
): Promise<(leadIds: readonly string[]) => Sales> {
	const contacts: Contact[] = [];
	const accounts = new Map<string, Account>();
	const opportunities: Opportunity[] = [];
	const query = { leadIds, limit: batchRows };
	for await (const page of pagesOf((place) => store.listContacts({ ...query, ...place })))
		contacts.push(...page.contacts);
	for await (const page of pagesOf((place) => store.listAccounts({ ...query, ...place }))) {
		for (const { contacts: _others, ...account } of page.accounts)
			accounts.set(account.accountId, account);
	}
	for await (const page of pagesOf((place) => store.listOpportunities({ ...query, ...place })))
		opportunities.push(...page.opportunities);
	const own = grouped(contacts);
	const sold = grouped(opportunities);
	return (persons) => {
		const mine = persons.flatMap((id) => own.get(id) ?? []);
		const ids = new Set(mine.map(({ accountId }) => accountId));
		return {
			accounts: [...ids].flatMap((id) => accounts.get(id) ?? []),
			contacts: mine,
			opportunities: persons.flatMap((id) => sold.get(id) ?? []),
		};
	};
}
