import { accountKeysOf, keysOfAccount } from '../../../../core/convert/account';
import type { ConvertDecision, KnownSale } from '../../../../core/convert/convert';
import type { Account, Contact, ConvertRequest, Opportunity } from '../../../../core/convert/types';
import type { Lead } from '../../../../core/lead/lead';
import { toMs } from '../../../rows/instants';
import { cleanDoc, text, type Row, type Session } from '../../session';

type Converted = Extract<ConvertDecision, { kind: 'converted' }>;

/** An account as its row is. */
interface HeldAccount {
	account: Account;
	/** Absent where another account of the domain is the one that is found by it. */
	domain?: string;
	nameKey?: string;
	changed: boolean;
}

/**
 * The accounts, contacts and opportunities that a request works on: read in a few statements, changed in memory one after the
 * other, written in a few. The caller holds the lock on accounts.
 */
export class SalesSet {
	private readonly accounts = new Map<string, HeldAccount>();
	private readonly byDomain = new Map<string, string>();
	/** Of several with one name the oldest. */
	private readonly byName = new Map<string, string>();
	private readonly contacts = new Map<string, Contact>();
	private readonly opportunities = new Map<string, Opportunity>();
	private readonly newContacts: Contact[] = [];
	private readonly newOpportunities: Opportunity[] = [];

	private constructor(private readonly session: Session) {}

	static async load(
		session: Session,
		wanted: ReadonlyArray<{ lead: Lead; request: ConvertRequest }>,
	): Promise<SalesSet> {
		const set = new SalesSet(session);
		const leadIds = wanted.map(({ lead }) => lead.leadId);
		const keys = wanted.flatMap(({ lead, request }) => [
			accountKeysOf(lead, request.matchAccount),
			// An account that is made may meet the domain of one that is not looked for.
			accountKeysOf(lead, 'domainThenName'),
		]);
		const accounts = await session.rows(
			`SELECT account_id, domain, name_key, doc FROM lm.accounts
			WHERE account_id = ANY($1) OR domain = ANY($2) OR name_key = ANY($3) ORDER BY id`,
			[
				wanted.flatMap(({ lead }) => lead.accountId ?? []),
				keys.flatMap(({ domain }) => domain ?? []),
				keys.flatMap(({ nameKey }) => nameKey ?? []),
			],
		);
		for (const row of accounts) set.hold(toHeld(row));
		const contacts = await session.rows('SELECT doc FROM lm.contacts WHERE lead_id = ANY($1)', [
			leadIds,
		]);
		for (const row of contacts) {
			const contact: Contact = JSON.parse(text(row.doc));
			set.contacts.set(contact.leadId, contact);
		}
		const opportunities = await session.rows(
			'SELECT DISTINCT ON (lead_id) doc FROM lm.opportunities WHERE lead_id = ANY($1) ORDER BY lead_id, id DESC',
			[leadIds],
		);
		for (const row of opportunities) {
			const opportunity: Opportunity = JSON.parse(text(row.doc));
			set.opportunities.set(opportunity.leadId, opportunity);
		}
		return set;
	}

	private hold(held: HeldAccount): void {
		const { account, domain, nameKey } = held;
		this.accounts.set(account.accountId, held);
		if (domain !== undefined) this.byDomain.set(domain, account.accountId);
		if (nameKey !== undefined && !this.byName.has(nameKey))
			this.byName.set(nameKey, account.accountId);
	}

	/** What is known of a lead's sale. */
	known(lead: Lead, { matchAccount }: ConvertRequest): KnownSale {
		const { domain, nameKey } = accountKeysOf(lead, matchAccount);
		const id = [
			lead.accountId,
			domain === undefined ? undefined : this.byDomain.get(domain),
			nameKey === undefined ? undefined : this.byName.get(nameKey),
		].find((one) => one !== undefined && this.accounts.has(one));
		return {
			account: id === undefined ? undefined : this.accounts.get(id)?.account,
			contact: this.contacts.get(lead.leadId),
			opportunity: this.opportunities.get(lead.leadId),
		};
	}

	save({ account, contact, opportunity }: Converted): void {
		const { domain, nameKey } = keysOfAccount(account);
		const owner = domain === undefined ? undefined : this.byDomain.get(domain);
		// With 'Always New' a second account of a domain is wanted: the first keeps being the one that is found.
		const isFree = owner === undefined || owner === account.accountId;
		this.hold({
			account,
			...(domain !== undefined && isFree && { domain }),
			...(nameKey !== undefined && { nameKey }),
			changed: true,
		});
		if (!this.contacts.has(contact.leadId)) {
			this.contacts.set(contact.leadId, contact);
			this.newContacts.push(contact);
		}
		if (opportunity) {
			this.opportunities.set(opportunity.leadId, opportunity);
			this.newOpportunities.push(opportunity);
		}
	}

	async flush(): Promise<void> {
		const { session } = this;
		const changed = [...this.accounts.values()].filter((held) => held.changed);
		await session.rows(
			`INSERT INTO lm.accounts (account_id, domain, name_key, updated_at, doc)
			SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[])
			ON CONFLICT (account_id) DO UPDATE SET domain = excluded.domain, name_key = excluded.name_key,
			updated_at = excluded.updated_at, doc = excluded.doc`,
			[
				changed.map(({ account }) => account.accountId),
				changed.map(({ domain }) => domain ?? null),
				changed.map(({ nameKey }) => nameKey ?? null),
				changed.map(({ account }) => toMs(account.updatedAt) ?? session.now),
				changed.map(({ account }) => cleanDoc(JSON.stringify(account))),
			],
		);
		await this.insert('contacts', 'contact_id', this.newContacts, (one) => one.contactId);
		await this.insert(
			'opportunities',
			'opportunity_id',
			this.newOpportunities,
			(one) => one.opportunityId,
		);
	}

	private async insert<T extends Contact | Opportunity>(
		table: 'contacts' | 'opportunities',
		id: 'contact_id' | 'opportunity_id',
		rows: readonly T[],
		idOf: (row: T) => string,
	): Promise<void> {
		if (rows.length === 0) return;
		await this.session.rows(
			`INSERT INTO lm.${table} (${id}, account_id, lead_id, doc, updated_at)
			SELECT u.*, $5::bigint FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS u`,
			[
				rows.map(idOf),
				rows.map(({ accountId }) => accountId),
				rows.map(({ leadId }) => leadId),
				rows.map((row) => cleanDoc(JSON.stringify(row))),
				this.session.now,
			],
		);
	}
}

function toHeld(row: Row): HeldAccount {
	const account: Account = JSON.parse(text(row.doc));
	return {
		account,
		...(typeof row.domain === 'string' && { domain: row.domain }),
		...(typeof row.name_key === 'string' && { nameKey: row.name_key }),
		changed: false,
	};
}
