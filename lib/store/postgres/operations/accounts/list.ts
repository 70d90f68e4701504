import type { AccountPage, ContactPage, OpportunityPage, SalesQuery } from '../../../port';
import { toMs } from '../../../rows/instants';
import { toAccount, toContact, toOpportunity } from '../../../rules/sales';
import { int, type Row, type Session } from '../../session';

const pageRows = 1000;

/** Accounts in the order of their making, with how many contacts each has. */
export async function listAccounts(session: Session, query: SalesQuery): Promise<AccountPage> {
	const { rows, next } = await page(
		session,
		query,
		`SELECT a.id, a.doc, (SELECT count(*) FROM lm.contacts c WHERE c.account_id = a.account_id) AS contacts
		FROM lm.accounts a WHERE`,
		'a.account_id IN (SELECT account_id FROM lm.contacts WHERE lead_id = ANY($2::text[]))',
	);
	return { accounts: rows.map(toAccount), ...next };
}

/** Contacts in the order of their making. */
export async function listContacts(session: Session, query: SalesQuery): Promise<ContactPage> {
	const { rows, next } = await page(session, query, 'SELECT a.id, a.doc FROM lm.contacts a WHERE');
	return { contacts: rows.map(toContact), ...next };
}

/** Opportunities in the order of their making; one whose lead was merged follows the survivor. */
export async function listOpportunities(
	session: Session,
	query: SalesQuery,
): Promise<OpportunityPage> {
	const { rows, next } = await page(
		session,
		query,
		`SELECT a.id, a.doc, coalesce(s.stage, l.stage) AS stage, coalesce(s.doc, l.doc)::json ->> 'wonAt' AS won,
		accounts.doc::json ->> 'name' AS account
		FROM lm.opportunities a LEFT JOIN lm.leads l ON l.lead_id = a.lead_id
		LEFT JOIN lm.leads s ON l.stage = 'merged' AND s.lead_id = l.doc::json ->> 'duplicateOf'
		LEFT JOIN lm.accounts accounts ON accounts.account_id = a.account_id WHERE`,
	);
	return { opportunities: rows.map(toOpportunity), ...next };
}

/** One more than the page holds is read: it tells whether there is another page. */
async function page(
	session: Session,
	{ accountIds, leadIds, changedSince, limit, after = '0' }: SalesQuery,
	select: string,
	ofLeads = 'a.lead_id = ANY($2::text[])',
): Promise<{ rows: Row[]; next: { next?: string } }> {
	const most = Math.min(Math.max(Math.trunc(limit), 1), pageRows);
	const rows = await session.rows(
		`${select} a.id > $4 AND ($1::text[] IS NULL OR a.account_id = ANY($1)) AND ($2::text[] IS NULL OR ${ofLeads})
		AND ($3::bigint IS NULL OR a.updated_at >= $3) ORDER BY a.id LIMIT $5`,
		[accountIds ?? null, leadIds ?? null, toMs(changedSince) ?? null, Number(after) || 0, most + 1],
	);
	const shown = rows.slice(0, most);
	const last = shown.at(-1);
	return { rows: shown, next: rows.length > most && last ? { next: String(int(last.id)) } : {} };
}
