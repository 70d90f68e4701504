import type { IdentityKey } from '../../../types';
import type { AuditText, LeadColumns, LeadText } from '../../../rows/types';
import { keyName, keysOf, keyText } from '../../../rules/keys';
import { cleanDoc, int, maybeInt, maybeText, text, type Row, type Session } from '../../session';
import { flushLeads, insertLeads } from './flushLeads';

/** A lead of the set as it is now; `id` and `before` are undefined while it is new. */
export interface Held {
	columns: LeadColumns;
	version: number;
	keys: string;
	id?: number;
	before?: { columns: LeadColumns; keys: string };
	changed: boolean;
}

/**
 * The leads and keys a request works on: read and locked in two statements, changed in memory one after the other as if each
 * change had been written, and written in a few statements. So a thousand leads cost as many round trips as one.
 */
export class LeadSet {
	readonly leads = new Map<string, Held>();
	readonly audits: Array<AuditText & { leadId: string }> = [];
	/** Owner of each key that was asked for or belongs to a lead of the set. */
	private readonly owners = new Map<string, string>();

	private constructor(private readonly session: Session) {}

	/** Locks leads, in one order for all; `keys` are looked up beside those that the leads have. */
	static async load(
		session: Session,
		leadIds: Iterable<string>,
		keys: readonly IdentityKey[] = [],
	): Promise<LeadSet> {
		const set = new LeadSet(session);
		const unique = keys.filter(({ kind }) => kind !== 'phone');
		const [rows] = await Promise.all([
			session.rows('SELECT * FROM lm.leads WHERE lead_id = ANY($1) ORDER BY lead_id FOR UPDATE', [
				[...new Set(leadIds)],
			]),
			set.lookUp(unique),
		]);
		for (const row of rows) {
			const lead = toHeld(row);
			set.leads.set(lead.columns.leadId, lead);
			for (const key of keysOf(lead.keys)) set.owners.set(keyName(key), lead.columns.leadId);
		}
		return set;
	}

	private async lookUp(keys: readonly IdentityKey[]): Promise<void> {
		if (keys.length === 0) return;
		const rows = await this.session.rows(
			`SELECT k.kind, k.value, l.lead_id FROM unnest($1::text[], $2::text[]) AS u (kind, value)
			JOIN lm.keys k USING (kind, value) JOIN lm.leads l ON l.id = k.lead`,
			[keys.map(({ kind }) => kind), keys.map(({ value }) => value)],
		);
		for (const row of rows) {
			this.owners.set(`${text(row.kind)} ${text(row.value)}`, text(row.lead_id));
		}
	}

	/** The lead's document and version, or undefined. */
	textOf(leadId: string): LeadText | undefined {
		const lead = this.leads.get(leadId);
		return lead && { doc: lead.columns.doc, version: lead.version };
	}

	/** The first of these keys that another lead owns. */
	taken(
		leadId: string,
		keys: readonly IdentityKey[],
	): { key: IdentityKey; leadId: string } | undefined {
		for (const key of keys) {
			const owner = key.kind === 'phone' ? undefined : this.owners.get(keyName(key));
			if (owner !== undefined && owner !== leadId) return { key, leadId: owner };
		}
		return undefined;
	}

	add(columns: LeadColumns, keys: readonly IdentityKey[]): void {
		const lead: Held = { columns, version: 1, keys: '[]', changed: true };
		this.leads.set(columns.leadId, lead);
		this.setKeys(lead, keys);
	}

	/** Overwrites a lead; its version rises. */
	write(lead: Held, columns: LeadColumns): void {
		lead.columns = { ...columns, doc: cleanDoc(columns.doc) };
		lead.version += 1;
		lead.changed = true;
	}

	/** Makes the keys of a lead exactly these; nobody else may own one of them. */
	setKeys(lead: Held, keys: readonly IdentityKey[]): void {
		const { leadId } = lead.columns;
		for (const key of keysOf(lead.keys)) {
			if (this.owners.get(keyName(key)) === leadId) this.owners.delete(keyName(key));
		}
		for (const key of keys) if (key.kind !== 'phone') this.owners.set(keyName(key), leadId);
		lead.keys = keyText(keys);
		lead.changed = true;
	}

	/** Appends to the audit trail. */
	audit(leadId: string, entry: AuditText): void {
		this.audits.push({ ...entry, leadId });
	}

	/** Writes everything. @throws Again where somebody else took a lead's id or a key meanwhile */
	async flush(): Promise<void> {
		await this.insert();
		await this.flushRest();
	}

	/** Writes the new leads alone. @throws Again where somebody else took a lead's id meanwhile */
	async insert(): Promise<void> {
		await insertLeads(this.session, this);
	}

	/** Writes everything else. @throws Again where somebody else took a key meanwhile */
	async flushRest(): Promise<void> {
		await flushLeads(this.session, this);
	}
}

function toHeld(row: Row): Held {
	const columns: LeadColumns = {
		leadId: text(row.lead_id),
		stage: text(row.stage),
		temperature: maybeText(row.temperature) ?? null,
		owner: maybeText(row.owner) ?? null,
		score: maybeInt(row.score) ?? null,
		priority: maybeInt(row.priority) ?? null,
		domain: maybeText(row.domain) ?? null,
		createdAt: int(row.created_at),
		updatedAt: int(row.updated_at),
		lastTouchAt: maybeInt(row.last_touch_at) ?? null,
		nextActionAt: maybeInt(row.next_action_at) ?? null,
		doc: text(row.doc),
	};
	const keys = text(row.keys);
	return {
		columns,
		version: int(row.version),
		keys,
		id: int(row.id),
		before: { columns, keys },
		changed: false,
	};
}
