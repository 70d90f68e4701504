import { toColumns } from '../../../rows/encode';
import { bonesOf, keptAway } from '../../../rules/bones';
import { emptied, isClosed } from '../../../rules/receipts';
import { int, type Session } from '../../session';
import { stopEnrolments } from '../nurture/enrolments';
import { suppress } from '../nurture/suppression';
import { eraseTouchpoints } from '../touchpoints';
import { LeadSet } from './leadSet';

/** What is emptied or removed with leads, beside their own rows: each statement binds the lead ids. */
const statements: readonly string[] = [
	// Locked first: of an erasure and the mark that ends a receipt's wait, whoever comes second sees what the other did.
	`SELECT 1 FROM lm.receipts WHERE receipt_id IN (SELECT receipt_id FROM lm.receipt_leads WHERE lead_id = ANY($1))
	ORDER BY receipt_id FOR UPDATE`,
	// What others inside still wait for stays until they have it; the mark that ends the wait empties it.
	`UPDATE lm.receipts SET ${emptied} WHERE ${isClosed}
	AND receipt_id IN (SELECT receipt_id FROM lm.receipt_leads WHERE lead_id = ANY($1))`,
	`UPDATE lm.deliveries SET doc = ((doc::jsonb || '{"to": ""}') - 'subject' - 'detail')::text WHERE lead_id = ANY($1)`,
	// Names of fields stay, values and notes go.
	`UPDATE lm.audit SET note = NULL, changes = (SELECT coalesce(json_object_agg(key, '{}'::json), '{}'::json)::text FROM json_each(changes::json))
	WHERE lead IN (SELECT id FROM lm.leads WHERE lead_id = ANY($1))`,
	// The journal of a merge holds the lead as it was: without it the merge stays for good.
	'DELETE FROM lm.merges WHERE merge_id IN (SELECT merge_id FROM lm.merge_leads WHERE lead_id = ANY($1))',
	'DELETE FROM lm.merge_leads WHERE lead_id = ANY($1)',
	'DELETE FROM lm.tasks WHERE lead_id = ANY($1)',
	'DELETE FROM lm.visitors WHERE lead_id = ANY($1)',
	'DELETE FROM lm.confirmations WHERE lead_id = ANY($1)',
	'DELETE FROM lm.sheet_rows WHERE lead_id = ANY($1)',
	// A sale stays in the figures under no name; an account that is a person's own goes with the person.
	`UPDATE lm.opportunities SET doc = (doc::jsonb || '{"name": "Erased"}')::text WHERE lead_id = ANY($1)`,
	`DELETE FROM lm.accounts WHERE (doc::json ->> 'isPerson') = 'true'
	AND account_id IN (SELECT account_id FROM lm.contacts WHERE lead_id = ANY($1))`,
	'DELETE FROM lm.contacts WHERE lead_id = ANY($1)',
];

/**
 * Erases everything personal of leads from every table. What stays: that there was a lead, when, from which source and
 * through which stages, and its addresses as salted hashes that keep it from being contacted again.
 * @returns the ids of the leads that were erased
 */
export async function erase(
	session: Session,
	{ leadIds, by, mayReturn }: { leadIds: string[]; by: string; mayReturn: boolean },
): Promise<string[]> {
	const set = await LeadSet.load(session, leadIds);
	const ids = [...new Set(leadIds)].filter((leadId) => {
		const lead = set.leads.get(leadId);
		return lead !== undefined && lead.columns.stage !== 'erased';
	});
	if (ids.length === 0) return [];
	await stopEnrolments(session, { leadIds: ids, by: 'erased' });
	const [open] = await session.rows(
		"SELECT count(*) AS n FROM lm.tasks WHERE lead_id = ANY($1) AND state = 'open'",
		[ids],
	);
	session.count('tasks', 'open', -int(open?.n));
	await eraseTouchpoints(session, ids);
	for (const statement of statements) await session.rows(statement, [ids]);
	const entries = ids.flatMap((leadId) => {
		const lead = set.leads.get(leadId);
		return lead ? keptAway(lead.keys, JSON.parse(lead.columns.doc), session.now) : [];
	});
	if (!mayReturn) await suppress(session, entries);
	for (const leadId of ids) {
		const lead = set.leads.get(leadId);
		if (lead === undefined) continue;
		set.setKeys(lead, []);
		set.write(lead, toColumns(bonesOf(JSON.parse(lead.columns.doc), by, session.now)));
		set.audit(leadId, { by, action: 'erase', changes: '{}', note: undefined });
	}
	await set.flush();
	return ids;
}
