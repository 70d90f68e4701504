import { accountKeysOf, keysOfAccount } from '../../../../core/convert/account';
import {
	convertLead,
	type ConvertDecision,
	type KnownSale,
} from '../../../../core/convert/convert';
import type { Account, ConvertRequest } from '../../../../core/convert/types';
import type { Lead } from '../../../../core/lead/lead';
import { toColumns, toTouchpointRow } from '../../../rows/encode';
import { toMs } from '../../../rows/instants';
import type { ConvertedText } from '../../../rows/types';
import { answerOfConversion, auditOfConversion } from '../../../rules/conversion';
import { int, text, type Row } from '../../rows';
import type { Session } from '../../session';
import { leadText } from '../leads/leads';
import { findLead, writeAudit, writeLead } from '../leads/saveLeads';
import { insertTouchpoint } from '../touchpoints';

/** Converts leads one after the other; the write transaction keeps two leads of one company from making two accounts. */
export function convert(session: Session, requests: ConvertRequest[]): ConvertedText[] {
	return requests.map((request) => {
		const row = findLead(session, request.leadId);
		const stored = leadText(session, request.leadId);
		if (row === undefined || stored === undefined)
			return { kind: 'missing', leadId: request.leadId };
		const lead: Lead = JSON.parse(stored.doc);
		const decision = convertLead(lead, knownSale(session, lead, request), request, session.now);
		if (decision.kind !== 'converted') return answerOfConversion(decision, stored);
		const doc = write(session, { row, lead }, decision, request);
		return answerOfConversion(decision, { doc, version: stored.version + 1 });
	});
}

function knownSale(session: Session, lead: Lead, request: ConvertRequest): KnownSale {
	return {
		account: findAccount(session, lead, request),
		contact: read(session, 'SELECT doc FROM contacts WHERE lead_id = ?', lead.leadId),
		opportunity: read(
			session,
			'SELECT doc FROM opportunities WHERE lead_id = ? ORDER BY id DESC LIMIT 1',
			lead.leadId,
		),
	};
}

function findAccount(
	session: Session,
	lead: Lead,
	{ matchAccount }: ConvertRequest,
): Account | undefined {
	const { domain, nameKey } = accountKeysOf(lead, matchAccount);
	return (
		read(session, 'SELECT doc FROM accounts WHERE account_id = ?', lead.accountId) ??
		read(session, 'SELECT doc FROM accounts WHERE domain = ?', domain) ??
		// Of several with one name the oldest.
		read(session, 'SELECT doc FROM accounts WHERE name_key = ? ORDER BY id LIMIT 1', nameKey)
	);
}

function read<T>(session: Session, sql: string, value: string | undefined): T | undefined {
	const row = value === undefined ? undefined : session.sql(sql).get(value);
	return row === undefined ? undefined : JSON.parse(text(row.doc));
}

function write(
	session: Session,
	{ row, lead }: { row: Row; lead: Lead },
	decision: Extract<ConvertDecision, { kind: 'converted' }>,
	request: ConvertRequest,
): string {
	const { account, contact, opportunity, lead: after, touchpoints } = decision;
	saveAccount(session, account);
	session
		.sql(
			'INSERT INTO contacts (contact_id, account_id, lead_id, updated_at, doc) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
		)
		.run(
			contact.contactId,
			contact.accountId,
			contact.leadId,
			session.now,
			JSON.stringify(contact),
		);
	if (opportunity) {
		const { opportunityId, accountId, leadId } = opportunity;
		session
			.sql(
				'INSERT INTO opportunities (opportunity_id, account_id, lead_id, updated_at, doc) VALUES (?, ?, ?, ?, ?)',
			)
			.run(opportunityId, accountId, leadId, session.now, JSON.stringify(opportunity));
	}
	const columns = toColumns(after);
	writeLead(session, columns, row);
	writeAudit(session, int(row.id), auditOfConversion(lead, after, request));
	for (const touchpoint of touchpoints) insertTouchpoint(session, toTouchpointRow(touchpoint));
	return columns.doc;
}

function saveAccount(session: Session, account: Account): void {
	const { domain, nameKey } = keysOfAccount(account);
	session
		.sql(
			`INSERT INTO accounts (account_id, domain, name_key, updated_at, doc) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (account_id) DO UPDATE SET domain = excluded.domain, name_key = excluded.name_key,
			updated_at = excluded.updated_at, doc = excluded.doc`,
		)
		.run(
			account.accountId,
			// With 'Always New' a second account of a domain is wanted: the first keeps being the one that is found.
			domain === undefined || isTaken(session, domain, account.accountId) ? null : domain,
			nameKey ?? null,
			toMs(account.updatedAt) ?? session.now,
			JSON.stringify(account),
		);
}

function isTaken(session: Session, domain: string, accountId: string): boolean {
	const row = session.sql('SELECT account_id FROM accounts WHERE domain = ?').get(domain);
	return row !== undefined && row.account_id !== accountId;
}
