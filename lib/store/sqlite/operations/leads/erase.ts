import type { Lead } from '../../../../core/lead/lead';
import { toColumns } from '../../../rows/encode';
import { bonesOf, keptAway } from '../../../rules/bones';
import { emptied, isClosed } from '../../../rules/receipts';
import { int, text } from '../../rows';
import type { Session } from '../../session';
import { stopEnrolments } from '../nurture/enrolments';
import { eraseTouchpoints } from '../touchpoints';
import { leadText } from './leads';
import { findLead, setKeys, writeAudit, writeLead } from './saveLeads';
import { suppress } from '../nurture/suppression';

/** What is emptied or removed with a lead, beside its own row: each statement binds the lead id. */
const statements: readonly string[] = [
	// What others inside still wait for stays until they have it; the mark that ends the wait empties it.
	`UPDATE receipts SET ${emptied} WHERE ${isClosed} AND receipt_id IN (SELECT receipt_id FROM receipt_leads WHERE lead_id = ?)`,
	"UPDATE deliveries SET doc = json_remove(json_set(doc, '$.to', ''), '$.subject', '$.detail') WHERE lead_id = ?",
	// Names of fields stay, values and notes go.
	`UPDATE audit SET note = NULL, changes = (SELECT json_group_object(key, json('{}')) FROM json_each(changes))
	WHERE lead = (SELECT id FROM leads WHERE lead_id = ?)`,
	// The journal of a merge holds the lead as it was: without it the merge stays for good.
	'DELETE FROM merges WHERE merge_id IN (SELECT merge_id FROM merge_leads WHERE lead_id = ?)',
	'DELETE FROM merge_leads WHERE lead_id = ?',
	'DELETE FROM tasks WHERE lead_id = ?',
	'DELETE FROM visitors WHERE lead_id = ?',
	'DELETE FROM confirmations WHERE lead_id = ?',
	'DELETE FROM sheet_rows WHERE lead_id = ?',
	// A sale stays in the figures under no name; an account that is a person's own goes with the person.
	"UPDATE opportunities SET doc = json_set(doc, '$.name', 'Erased') WHERE lead_id = ?",
	"DELETE FROM accounts WHERE doc ->> 'isPerson' AND account_id IN (SELECT account_id FROM contacts WHERE lead_id = ?)",
	'DELETE FROM contacts WHERE lead_id = ?',
];

/**
 * Erases everything personal of leads from every table. What stays: that there was a lead, when, from which source and
 * through which stages, and its addresses as salted hashes that keep it from being contacted again.
 * @returns the ids of the leads that were erased
 */
export function erase(
	session: Session,
	{ leadIds, by, mayReturn }: { leadIds: string[]; by: string; mayReturn: boolean },
): string[] {
	return leadIds.filter((leadId) => {
		const row = findLead(session, leadId);
		const stored = leadText(session, leadId);
		if (row === undefined || stored === undefined || row.stage === 'erased') return false;
		stopEnrolments(session, { leadIds: [leadId], by: 'erased' });
		const open = session
			.sql("SELECT count(*) AS n FROM tasks WHERE lead_id = ? AND state = 'open'")
			.get(leadId);
		session.count('tasks', 'open', -int(open?.n));
		eraseTouchpoints(session, leadId);
		for (const statement of statements) session.sql(statement).run(leadId);
		const lead: Lead = JSON.parse(stored.doc);
		if (!mayReturn) suppress(session, keptAway(text(row.keys), lead, session.now));
		setKeys(session, int(row.id), text(row.keys), []);
		writeLead(session, toColumns(bonesOf(lead, by, session.now)), row);
		writeAudit(session, int(row.id), { by, action: 'erase', changes: '{}', note: undefined });
		return true;
	});
}
