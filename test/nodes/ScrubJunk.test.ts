import { describe, expect, it } from '@jest/globals';
import { ScrubJunk } from '../../nodes/ScrubJunk/ScrubJunk.node';
import { runNode, type NodeRun } from '../../scripts/engine/node';
import { given, useStore } from './store';

const mickey = {
	leadId: '01ARZ3NDEKTSV4RRFFQ69G5FB1',
	firstName: 'Mickey',
	lastName: 'Mouse',
	email: 'mickey@mailinator.com',
};
const ann = {
	leadId: '01ARZ3NDEKTSV4RRFFQ69G5FB2',
	firstName: 'Ann',
	lastName: 'Lee',
	email: 'ann@example.com',
};

async function scrubJunk(operation: string, run: Omit<NodeRun, 'type'>) {
	return await runNode({
		type: new ScrubJunk(),
		...run,
		parameters: { operation, ...run.parameters },
	});
}

const ids = (...leads: Array<{ leadId: string }>) => leads.map(({ leadId }) => ({ leadId }));

describe('Scrub Junk', () => {
	const clock = useStore('2026-03-02T09:00:00.000Z');

	it('quarantines junk with its reasons, lets leads pass, and changes nothing the second time', async () => {
		const store = await given([mickey, ann]);
		const run = async () => await scrubJunk('scrub', { items: ids(mickey, ann) });
		const { outputs } = await run();
		expect(outputs['Clean']?.map(({ json }) => json['leadId'])).toEqual([ann.leadId]);
		expect(outputs['Junk']?.[0]?.json).toMatchObject({
			stage: 'junk',
			stageReason: 'fakeIdentity',
			quarantined: true,
			junk: {
				verdict: 'junk',
				points: 90,
				reasons: [
					'The name is that of a well-known character (+50)',
					'A mailbox of a disposable-address provider: mailinator.com (+40)',
				],
			},
		});
		const before = await store.getLeads([mickey.leadId]);
		expect(before[0]?.lead.stageHistory).toHaveLength(1);
		clock.set('2026-03-03T09:00:00.000Z');
		const again = await run();
		expect(again.outputs['Junk']).toHaveLength(1);
		expect(await store.getLeads([mickey.leadId])).toEqual(before);
	});

	it('leaves the lead as it is where junk is only marked', async () => {
		const store = await given([mickey]);
		const { outputs } = await scrubJunk('scrub', {
			items: ids(mickey),
			parameters: { junkGoesTo: 'mark' },
		});
		expect(outputs['Junk']?.[0]?.json).toMatchObject({ stage: 'new', junk: { verdict: 'junk' } });
		expect((await store.getLeads([mickey.leadId]))[0]?.lead).toMatchObject({ stage: 'new' });
	});

	it('sends a customer who looks like junk to a person', async () => {
		await given([{ ...mickey, stage: 'customer' }]);
		const { outputs } = await scrubJunk('scrub', { items: ids(mickey) });
		expect(outputs['Review']?.[0]?.json).toMatchObject({ stage: 'customer' });
	});

	it('takes a lead back from junk and does not throw it out again', async () => {
		const store = await given([mickey]);
		await scrubJunk('scrub', { items: ids(mickey) });
		const { outputs } = await scrubJunk('reopen', {
			items: ids(mickey),
			parameters: { note: 'Really is called that' },
		});
		expect(outputs['Reopened']?.[0]?.json).toMatchObject({ stage: 'filtered', quarantined: false });
		const [stored] = await store.getLeads([mickey.leadId]);
		expect(stored?.lead.quarantined).toBeUndefined();
		expect(stored?.lead.stageHistory.map(({ to }) => to)).toEqual(['junk', 'filtered']);
		const again = await scrubJunk('scrub', { items: ids(mickey) });
		expect(again.outputs['Review']?.[0]?.json).toMatchObject({ stage: 'filtered' });
	});

	it('works on items alone: scrubs by common field names and verifies', async () => {
		const items = [
			{ 'Full Name': 'asdfgh qwerty', 'E-Mail': 'a@yopmail.com' },
			{ 'Nom complet': 'asdfgh qwerty', Courriel: 'a@yopmail.com' },
		];
		const scrubbed = await scrubJunk('scrub', { items, parameters: { store: 'none' } });
		expect(scrubbed.outputs['Junk']?.map(({ json }) => json)).toMatchObject(
			items.map((item) => ({ ...item, junk: { verdict: 'junk' } })),
		);
		const { outputs } = await scrubJunk('verify', {
			items: [
				{ email: 'ann@gmial.com', phone: '0171 2345678', country: 'Deutschland', PLZ: '1011' },
			],
			parameters: { store: 'none' },
		});
		expect(outputs['Verified']?.[0]?.json).toMatchObject({
			emailStatus: 'risky',
			phoneE164: '+491712345678',
			checks: [
				{ field: 'email', status: 'risky', suggestion: 'ann@gmail.com' },
				{ field: 'phone', status: 'valid' },
				{ field: 'country', status: 'valid', suggestion: 'DE' },
				{ field: 'postalCode', status: 'invalid' },
			],
		});
	});

	const bob = {
		leadId: '01ARZ3NDEKTSV4RRFFQ69G5FB3',
		firstName: 'Bob',
		lastName: 'Stone',
		phone: '+442079460018',
		email: 'bob@gmail.com',
	};
	const robert = {
		leadId: '01ARZ3NDEKTSV4RRFFQ69G5FB4',
		firstName: 'Robert',
		lastName: 'Stone',
		phone: '020 7946 0018',
		company: 'Example Ltd',
	};

	it('finds duplicates, merges them and takes the merge back', async () => {
		const store = await given([ann, bob, robert]);
		const before = await store.getLeads([bob.leadId, robert.leadId]);
		const found = await scrubJunk('findDuplicates', { items: [{}] });
		const pairs = found.outputs['Duplicates']?.map(({ json }) => json);
		expect(pairs).toMatchObject([{ verdict: 'match', leadIds: [bob.leadId, robert.leadId] }]);
		const merged = await scrubJunk('merge', {
			items: pairs ?? [],
			parameters: { leadIds: '={{ $json.leadIds }}' },
		});
		const [survivor] = merged.outputs['Merged'] ?? [];
		expect(survivor?.json).toMatchObject({
			leadId: bob.leadId,
			merged: true,
			absorbedIds: [robert.leadId],
			email: 'bob@gmail.com',
			company: 'Example Ltd',
		});
		const again = await scrubJunk('merge', {
			items: pairs ?? [],
			parameters: { leadIds: '={{ $json.leadIds }}' },
		});
		expect(again.outputs['Merged']?.[0]?.json).toMatchObject({ merged: false, leadId: bob.leadId });
		const restored = await scrubJunk('unmerge', { items: [{ leadId: bob.leadId }] });
		expect(restored.outputs['Restored']).toHaveLength(2);
		const after = await store.getLeads([bob.leadId, robert.leadId]);
		expect(after.map(({ lead }) => lead)).toEqual(before.map(({ lead }) => lead));
	});

	it('does not offer again what a person has said is different, or whose merge was taken back', async () => {
		const store = await given([ann, bob, robert]);
		const search = async () =>
			(await scrubJunk('findDuplicates', { items: [{}] })).outputs['Duplicates'] ?? [];
		const leadIds = [bob.leadId, robert.leadId];
		await scrubJunk('merge', { items: [{ leadIds }], parameters: { leadIds: leadIds.join() } });
		await scrubJunk('unmerge', { items: [{ leadId: bob.leadId }] });
		expect(await search()).toEqual([]);
		await given([
			{
				leadId: '01ARZ3NDEKTSV4RRFFQ69G5FB5',
				firstName: 'Tom',
				lastName: 'Quarry',
				email: 'tom@mail.example',
				phone: '+12025550143',
			},
			{
				leadId: '01ARZ3NDEKTSV4RRFFQ69G5FB6',
				firstName: 'Thomas',
				lastName: 'Quarry',
				phone: '+12025550143',
			},
		]);
		const [pair] = await search();
		expect(pair?.json['leadIds']).toEqual([
			'01ARZ3NDEKTSV4RRFFQ69G5FB5',
			'01ARZ3NDEKTSV4RRFFQ69G5FB6',
		]);
		const parameters = { leadIds: '={{ $json.leadIds }}' };
		const kept = await scrubJunk('keepApart', { items: [pair ?? {}], parameters });
		expect(kept.outputs['Kept Apart']).toMatchObject([{ json: { keptApart: true } }]);
		expect(await search()).toEqual([]);
		const [audit] = await store.auditOf('01ARZ3NDEKTSV4RRFFQ69G5FB6', 1);
		expect(audit).toMatchObject({
			action: 'lead.keptApart',
			changes: { differentFrom: { to: ['01ARZ3NDEKTSV4RRFFQ69G5FB5'] } },
		});
	});

	it('leaves pairs alone that a person should look at', async () => {
		await given([bob, robert]);
		const { outputs } = await scrubJunk('merge', {
			items: [{ verdict: 'review', leadIds: [bob.leadId, robert.leadId] }],
			parameters: { leadIds: '={{ $json.leadIds }}' },
		});
		expect(outputs['Merged']?.[0]?.json).toMatchObject({ merged: false });
	});

	it('finds duplicates among items alone', async () => {
		const { outputs } = await scrubJunk('findDuplicates', {
			items: [
				{ email: 'a@example.com', Name: 'Ann Lee' },
				{ email: 'b@example.com' },
				{ 'E-Mail': 'A@example.com' },
			],
			parameters: { store: 'none' },
		});
		expect(outputs['Duplicates']?.map(({ json }) => json['items'])).toEqual([
			[{ email: 'a@example.com', Name: 'Ann Lee' }, { 'E-Mail': 'A@example.com' }],
		]);
	});

	it('shows what a purge would erase, then erases it and lets the address come back', async () => {
		const store = await given([{ ...mickey, stage: 'junk' }, ann]);
		clock.set('2026-07-01T09:00:00.000Z');
		const dry = await scrubJunk('purge', { items: [{}] });
		expect(dry.outputs['Purged']?.map(({ json }) => json)).toMatchObject([
			{ leadId: mickey.leadId, erased: false },
		]);
		expect((await store.getLeads([mickey.leadId]))[0]?.lead.email).toBe(mickey.email);
		const real = await scrubJunk('purge', { items: [{}], parameters: { dryRun: false } });
		expect(real.outputs['Purged']?.map(({ json }) => json)).toMatchObject([
			{ leadId: mickey.leadId, erased: true },
		]);
		expect((await store.getLeads([mickey.leadId]))[0]?.lead.email).toBeUndefined();
		expect(await store.suppressed([{ kind: 'email', value: mickey.email }])).toEqual([]);
		expect((await store.getLeads([ann.leadId]))[0]?.lead.email).toBe(ann.email);
	});

	it('purges targets by the age of their list', async () => {
		const target = (leadId: string, lists: string[]) => ({
			leadId,
			email: `${leadId.toLowerCase()}@example.com`,
			stage: 'target' as const,
			lists,
		});
		await given([
			target('FAIR', ['Trade fair']),
			target('BOUGHT', ['Bought']),
			target('BOTH', ['Bought', 'Trade fair']),
			target('NONE', []),
		]);
		clock.set('2026-04-20T09:00:00.000Z');
		const { outputs } = await scrubJunk('purge', {
			items: [{}],
			parameters: {
				what: ['targets'],
				olderThanDays: 90,
				dryRun: false,
				listAges: {
					list: [
						{ name: 'bought', days: 30 },
						{ name: 'Trade fair', days: 365 },
					],
				},
			},
		});
		expect(outputs['Purged']?.map(({ json }) => json['leadId'])).toEqual(['BOUGHT']);
	});

	it.each([
		['a check that there is not', { checks: ['zzz'] }, "'Checks' cannot be 'zzz'"],
		['no check at all', { checks: [] }, "'Checks' is empty"],
		['a strictness that there is not', { strictness: 'zzz' }, "'Strictness' cannot be 'zzz'"],
	])('calls nobody clean by %s', async (_what, parameters, message) => {
		const { outputs, error } = await scrubJunk('scrub', {
			items: [{ email: 'mickey@mailinator.com', firstName: 'Mickey', lastName: 'Mouse' }],
			parameters: { store: 'none', ...parameters },
		});
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(
			'strictness' in parameters ? 'careful, balanced' : 'names',
		);
		expect(outputs['Clean']).toEqual([]);
	});
});
