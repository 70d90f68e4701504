import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IdentityKey, LeadChange, LeadStore } from '../../../lib/store/port';
import { aLead } from '../fixtures';
import type { StorePlace } from '../place';

const runs = Number(process.env.SOAK ?? 0) > 0 ? 2000 : 40;

/** What a store must be, told by the simplest possible one. */
class Model {
	readonly leads = new Map<string, { version: number; city: string }>();
	readonly keys = new Map<string, string>();

	save({ leadId, version, city, keys, lost }: Change): string {
		const known = this.leads.get(leadId);
		if ((known?.version ?? 0) !== version) return 'stale';
		const taken = keys?.find((key) => (this.keys.get(key) ?? leadId) !== leadId);
		if (taken !== undefined) return `keyTaken ${taken} ${this.keys.get(taken)}`;
		for (const key of lost ?? []) if (this.keys.get(key) === leadId) this.keys.delete(key);
		for (const key of keys ?? []) this.keys.set(key, leadId);
		this.leads.set(leadId, { version: version + 1, city });
		return 'saved';
	}
}

interface Change {
	leadId: string;
	version: number;
	city: string;
	keys?: string[];
	lost?: string[];
}

const leadIds = ['L1', 'L2', 'L3', 'L4'];
const addresses = ['a', 'b', 'c', 'd', 'e'];
const keyOf = (value: string): IdentityKey => ({ kind: 'email', value });

class Save implements fc.AsyncCommand<Model, LeadStore> {
	constructor(private readonly changes: Array<Omit<Change, 'version'> & { behind: number }>) {}

	check = () => true;

	async run(model: Model, store: LeadStore): Promise<void> {
		const versions = new Map(leadIds.map((id) => [id, model.leads.get(id)?.version ?? 0]));
		const changes = this.changes.map(({ behind, ...change }): Change => {
			const version = Math.max((versions.get(change.leadId) ?? 0) - behind, 0);
			return { ...change, version };
		});
		const answers = await store.saveLeads(changes.map(toChange));
		const said = answers.map((answer) =>
			answer.kind === 'keyTaken' ? `keyTaken ${answer.key.value} ${answer.leadId}` : answer.kind,
		);
		expect(said).toEqual(changes.map((change) => model.save(change)));
	}

	toString = () => `save ${JSON.stringify(this.changes)}`;
}

class Read implements fc.AsyncCommand<Model, LeadStore> {
	check = () => true;

	async run(model: Model, store: LeadStore): Promise<void> {
		const hits = await store.lookUp(addresses.map(keyOf));
		expect(hits.map(({ key, leadId }) => `${key.value} ${leadId}`)).toEqual(
			[...model.keys].sort().map(([key, leadId]) => `${key} ${leadId}`),
		);
		const leads = await store.getLeads(leadIds);
		expect(leads.map(({ lead, version }) => [lead.leadId, version, lead.city])).toEqual(
			leadIds.flatMap((id) => {
				const lead = model.leads.get(id);
				return lead === undefined ? [] : [[id, lead.version, lead.city]];
			}),
		);
		expect((await store.counts()).leads).toBe(model.leads.size);
	}

	toString = () => 'read';
}

function toChange({ leadId, version, city, keys, lost }: Change): LeadChange {
	return {
		lead: aLead(leadId, { city }),
		version: version === 0 ? 'new' : version,
		...(keys === undefined ? {} : { keys: keys.map(keyOf) }),
		...(lost === undefined ? {} : { lostKeys: lost.map(keyOf) }),
		audit: { by: 'test', action: 'save', changes: {} },
	};
}

export function modelContract(makePlace: () => Promise<StorePlace>): void {
	describe('leads and keys, whatever is done to them', () => {
		it('behave like the model', async () => {
			const change = fc.record(
				{
					leadId: fc.constantFrom(...leadIds),
					city: fc.string(),
					keys: fc.uniqueArray(fc.constantFrom(...addresses), { maxLength: 3 }),
					lost: fc.uniqueArray(fc.constantFrom(...addresses), { maxLength: 3 }),
					behind: fc.constantFrom(0, 0, 0, 1),
				},
				{ requiredKeys: ['leadId', 'city', 'behind'] },
			);
			const commands = [
				fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => new Save(changes)),
				fc.constant(new Read()),
			];
			await fc.assert(
				fc.asyncProperty(fc.commands(commands, { maxCommands: 30 }), async (steps) => {
					const place = await makePlace();
					try {
						const store = await place.open();
						await fc.asyncModelRun(() => ({ model: new Model(), real: store }), steps);
					} finally {
						await place.remove();
					}
				}),
				{ numRuns: runs },
			);
		}, 600_000);
	});
}
