import type { AccountPage, ContactPage, OpportunityPage, SalesQuery } from '../../../port';
import { toMs } from '../../../rows/instants';
import { toAccount, toContact, toOpportunity } from '../../../rules/sales';
import { int, type Row } from '../../rows';
import type { Session } from '../../session';

const pageRows = 1000;

/** Accounts in the order of their making, with how many contacts each has. */
export function listAccounts(session: Session, query: SalesQuery): AccountPage {
	const { rows, next } = page(
		session,
		query,
		`SELECT a.id, a.doc, (SELECT count(*) FROM contacts c WHERE c.account_id = a.account_id) AS contacts
		FROM accounts a WHERE`,
		{
			accountIds: 'a.account_id IN (SELECT value FROM json_each(?1))',
			leadIds:
				'a.account_id IN (SELECT account_id FROM contacts WHERE lead_id IN (SELECT value FROM json_each(?2)))',
		},
	);
	return { accounts: rows.map(toAccount), ...next };
}

/** Contacts in the order of their making. */
export function listContacts(session: Session, query: SalesQuery): ContactPage {
	const { rows, next } = page(session, query, 'SELECT a.id, a.doc FROM contacts a WHERE', both);
	return { contacts: rows.map(toContact), ...next };
}

/** Opportunities in the order of their making; one whose lead was merged follows the survivor. */
export function listOpportunities(session: Session, query: SalesQuery): OpportunityPage {
	const { rows, next } = page(
		session,
		query,
		`SELECT a.id, a.doc, coalesce(s.stage, l.stage) AS stage, coalesce(s.doc, l.doc) ->> 'wonAt' AS won,
		accounts.doc ->> 'name' AS account
		FROM opportunities a LEFT JOIN leads l ON l.lead_id = a.lead_id
		LEFT JOIN leads s ON l.stage = 'merged' AND s.lead_id = l.doc ->> 'duplicateOf'
		LEFT JOIN accounts ON accounts.account_id = a.account_id WHERE`,
		both,
	);
	return { opportunities: rows.map(toOpportunity), ...next };
}

const both = {
	accountIds: 'a.account_id IN (SELECT value FROM json_each(?1))',
	leadIds: 'a.lead_id IN (SELECT value FROM json_each(?2))',
};

/** One more than the page holds is read: it tells whether there is another page. */
function page(
	session: Session,
	{ accountIds, leadIds, changedSince, limit, after = '0' }: SalesQuery,
	select: string,
	filters: { accountIds: string; leadIds: string },
): { rows: Row[]; next: { next?: string } } {
	const most = Math.min(Math.max(Math.trunc(limit), 1), pageRows);
	const parts = [
		'a.id > ?4',
		...(accountIds === undefined ? [] : [filters.accountIds]),
		...(leadIds === undefined ? [] : [filters.leadIds]),
		...(changedSince === undefined ? [] : ['a.updated_at >= ?3']),
	];
	const rows = session
		// Every parameter stands in the statement, used or not, so that their numbers hold.
		.sql(`${select} ${parts.join(' AND ')} AND (1 OR ?1 OR ?2 OR ?3) ORDER BY a.id LIMIT ?5`)
		.all(
			accountIds === undefined ? null : JSON.stringify(accountIds),
			leadIds === undefined ? null : JSON.stringify(leadIds),
			toMs(changedSince) ?? null,
			Number(after) || 0,
			most + 1,
		);
	const shown = rows.slice(0, most);
	const last = shown.at(-1);
	return { rows: shown, next: rows.length > most && last ? { next: String(int(last.id)) } : {} };
}
