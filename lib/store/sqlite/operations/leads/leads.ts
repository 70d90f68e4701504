import type { AuditRow, IdentityKey, KeyHit } from '../../../port';
import { toInstant } from '../../../rows/instants';
import type { LeadText } from '../../../rows/types';
import { int, maybeText, text, type Row } from '../../rows';
import type { Session } from '../../session';

/** Finds the owners of keys; a phone may have several. */
export function lookUp(session: Session, keys: IdentityKey[]): KeyHit[] {
	const one = session.sql(
		'SELECT lead_id FROM keys JOIN leads ON leads.id = keys.lead WHERE kind = ? AND value = ?',
	);
	const many = session.sql(
		'SELECT lead_id FROM phones JOIN leads ON leads.id = phones.lead WHERE value = ? ORDER BY leads.id LIMIT 100',
	);
	return keys.flatMap((key) => {
		const rows = key.kind === 'phone' ? many.all(key.value) : one.all(key.kind, key.value);
		return rows.map((row) => ({ key, leadId: text(row.lead_id) }));
	});
}

export function getLeads(session: Session, leadIds: string[]): LeadText[] {
	return leadIds.flatMap((leadId) => {
		const row = leadText(session, leadId);
		return row === undefined ? [] : [row];
	});
}

/** One lead with its version, or undefined. */
export function leadText(session: Session, leadId: string): LeadText | undefined {
	const row = session.sql('SELECT doc, version FROM leads WHERE lead_id = ?').get(leadId);
	return row === undefined ? undefined : toLeadText(row);
}

/** Reads the columns doc and version. */
export function toLeadText(row: Row): LeadText {
	return { doc: text(row.doc), version: int(row.version) };
}

export function auditOf(session: Session, query: { leadId: string; limit: number }): AuditRow[] {
	return session
		.sql(
			'SELECT at, by, action, changes, note FROM audit WHERE lead = (SELECT id FROM leads WHERE lead_id = ?) ORDER BY id DESC LIMIT ?',
		)
		.all(query.leadId, query.limit)
		.map((row) => {
			const note = maybeText(row.note);
			return {
				leadId: query.leadId,
				at: toInstant(int(row.at)),
				by: text(row.by),
				action: text(row.action),
				changes: JSON.parse(text(row.changes)),
				...(note === undefined ? {} : { note }),
			};
		});
}
