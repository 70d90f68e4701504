import { describe, expect, it } from '@jest/globals';
import type { IdentityKey } from '../../../lib/store/port';
import type { StorePlace } from '../place';
import { aCapture, aLead, aReceipt, aTask, aTouch } from '../fixtures';
import { setUp } from './setUp';

export function leadContract(makePlace: () => Promise<StorePlace>): void {
	describe('leads', () => {
		const its = setUp(makePlace);
		const audit = { by: 'test', action: 'update', changes: { city: { from: 'Ulm', to: 'Rome' } } };

		const owners = async (keys: IdentityKey[]) =>
			(await its().store.lookUp(keys)).map(({ leadId }) => leadId);

		it('gives a lead back exactly as it was saved', async () => {
			const { store } = its();
			const lead = aLead('L1', {
				email: 'ada@example.com',
				firstName: 'Ада "A" 李',
				score: 71.5,
				topics: ['roof', 'solar'],
				extra: { 'odd "name" $x': { deep: [1, 2] }, __proto__x: true },
			});
			expect(await store.saveLeads([aCapture('L1', { lead })])).toEqual([
				{ kind: 'saved', version: 1 },
			]);
			expect(await store.getLeads(['unknown', 'L1'])).toEqual([{ lead, version: 1 }]);
		});

		it('saves a lead only at the version that was read', async () => {
			const { store } = its();
			await store.saveLeads([aCapture('L1')]);
			const change = { lead: aLead('L1', { city: 'Rome' }), version: 1, audit };
			expect(await store.saveLeads([change])).toEqual([{ kind: 'saved', version: 2 }]);
			expect(await store.saveLeads([change])).toEqual([
				{ kind: 'stale', current: { lead: change.lead, version: 2 } },
			]);
			expect(await store.saveLeads([{ ...change, version: 'new' }])).toMatchObject([
				{ kind: 'stale' },
			]);
			expect(await store.saveLeads([{ ...change, lead: aLead('L9') }])).toEqual([
				{ kind: 'stale' },
			]);
		});

		it('lets one of many changes of the same version win', async () => {
			const { store, place } = its();
			await store.saveLeads([aCapture('L1')]);
			const other = await place.open();
			const answers = await Promise.all(
				Array.from({ length: 40 }, (_, index) =>
					(index % 2 ? store : other).saveLeads([
						{ lead: aLead('L1', { city: `City ${index}` }), version: 1, audit },
					]),
				),
			);
			expect(answers.flat().filter(({ kind }) => kind === 'saved')).toHaveLength(1);
			expect(await store.getLeads(['L1'])).toMatchObject([{ version: 2 }]);
		});

		it('makes one lead of 200 captures of one address at once', async () => {
			const { store, place } = its();
			const other = await place.open();
			const answers = await Promise.all(
				Array.from({ length: 200 }, (_, index) =>
					(index % 2 ? store : other).saveLeads([
						aCapture(`L${index}`, { email: 'ada@example.com' }),
					]),
				),
			);
			const saved = answers.flat().filter(({ kind }) => kind === 'saved');
			expect(saved).toHaveLength(1);
			const [hit] = await store.lookUp([{ kind: 'email', value: 'ada@example.com' }]);
			for (const answer of answers.flat()) {
				if (answer.kind === 'keyTaken') expect(answer.leadId).toBe(hit?.leadId);
			}
			expect((await store.counts()).leads).toBe(1);
		});

		it('leaves nothing of a lead whose key is taken, and saves the others of the call', async () => {
			const { store } = its();
			await store.keepReceipts([aReceipt('e1')]);
			await store.saveLeads([aCapture('L1', { email: 'ada@example.com' })]);
			const answers = await store.saveLeads([
				aCapture('L2', {
					keys: [
						{ kind: 'external', value: 'crm:2' },
						{ kind: 'email', value: 'ada@example.com' },
					],
					touchpoints: [aTouch('t2', { leadId: 'L2' })],
					receipt: { receiptId: 'receipt-e1', state: 'captured', leadId: 'L2', outcome: 'new' },
				}),
				aCapture('L3'),
			]);
			expect(answers).toEqual([
				{ kind: 'keyTaken', key: { kind: 'email', value: 'ada@example.com' }, leadId: 'L1' },
				{ kind: 'saved', version: 1 },
			]);
			expect(await store.getLeads(['L2'])).toEqual([]);
			expect(await store.lookUp([{ kind: 'external', value: 'crm:2' }])).toEqual([]);
			expect(await store.touchpoints({ leadIds: ['L2'], perLead: 9 })).toEqual([]);
			expect(await store.getReceipts(['receipt-e1'])).toMatchObject([{ state: 'kept' }]);
			expect((await store.counts()).leads).toBe(2);
		});

		it('gives a lead the keys it gains, takes those it loses and leaves the others', async () => {
			const { store } = its();
			await store.saveLeads([aCapture('L1', { email: 'old@example.com' })]);
			const old = { kind: 'email', value: 'old@example.com' } as const;
			const fresh = { kind: 'email', value: 'new@example.com' } as const;
			await store.saveLeads([{ lead: aLead('L1'), version: 1, audit }]);
			expect(await store.lookUp([old])).toEqual([{ key: old, leadId: 'L1' }]);
			await store.saveLeads([{ lead: aLead('L1'), version: 2, keys: [fresh, fresh], audit }]);
			expect(await owners([old, fresh])).toEqual(['L1', 'L1']);
			await store.saveLeads([{ lead: aLead('L1'), version: 3, lostKeys: [old], audit }]);
			expect(await store.lookUp([old, fresh])).toEqual([{ key: fresh, leadId: 'L1' }]);
			const [other] = await store.saveLeads([aCapture('L2', { email: 'old@example.com' })]);
			expect(other?.kind).toBe('saved');
			const taken = await store.saveLeads([{ lead: aLead('L1'), version: 4, keys: [old], audit }]);
			expect(taken).toEqual([{ kind: 'keyTaken', key: old, leadId: 'L2' }]);
			// What another lead owns is not its to lose.
			await store.saveLeads([{ lead: aLead('L1'), version: 4, lostKeys: [old], audit }]);
			expect(await owners([old, fresh])).toEqual(['L2', 'L1']);
			await store.saveLeads([{ lead: aLead('L1'), version: 5, lostKeys: 'all', audit }]);
			expect(await store.lookUp([fresh])).toEqual([]);
		});

		it('takes up a hundred keys of a lead and leaves the rest to others', async () => {
			const { store } = its();
			const numbers = Array.from({ length: 120 }, (_, n) => ({
				kind: 'phone' as const,
				value: `+1415555${1000 + n}`,
			}));
			await store.saveLeads([aCapture('L1', { email: 'old@example.com' })]);
			for (const [version, from] of [
				[1, 0],
				[2, 60],
			] as const) {
				const keys = numbers.slice(from, from + 60);
				await store.saveLeads([{ lead: aLead('L1'), version, keys, audit }]);
			}
			expect(await store.lookUp(numbers)).toHaveLength(99);
			expect(await owners([{ kind: 'email', value: 'old@example.com' }])).toEqual(['L1']);
		});

		it('lets several leads share a phone', async () => {
			const { store } = its();
			const phone = { kind: 'phone', value: '+14155550100' } as const;
			await store.saveLeads([aCapture('L1', { keys: [phone] }), aCapture('L2', { keys: [phone] })]);
			expect(await store.lookUp([phone])).toEqual([
				{ key: phone, leadId: 'L1' },
				{ key: phone, leadId: 'L2' },
			]);
		});

		it('writes audit, touchpoints and tasks with the lead', async () => {
			const { store, clock } = its();
			await store.saveLeads([
				aCapture('L1', {
					touchpoints: [aTouch('t1', { leadId: 'L1' })],
					tasks: [aTask('k1')],
				}),
			]);
			clock.forward(1000);
			await store.saveLeads([
				{ lead: aLead('L1'), version: 1, audit: { ...audit, note: 'moved' } },
			]);
			expect(await store.auditOf('L1', 10)).toEqual([
				{ leadId: 'L1', at: clock.iso(), ...audit, note: 'moved' },
				{
					leadId: 'L1',
					at: clock.iso(-1000),
					by: 'test',
					action: 'capture',
					changes: { email: { to: 'l1@example.com' } },
				},
			]);
			expect(await store.auditOf('L1', 1)).toHaveLength(1);
			expect(await store.touchpoints({ leadIds: ['L1'], perLead: 9 })).toHaveLength(1);
			expect(await store.tasks({ leadIds: ['L1'], limit: 9 })).toEqual([aTask('k1')]);
		});

		it('writes down with the lead what its touchpoints are known to be by now, and no other lead’s', async () => {
			const { store } = its();
			await store.saveLeads([
				aCapture('L1', { touchpoints: [aTouch('t1', { leadId: 'L1' })] }),
				aCapture('L2', { touchpoints: [aTouch('t2', { leadId: 'L2' })] }),
			]);
			const actor = { kind: 'machine' as const, confidence: 0.9 };
			const judged = ['t1', 't2', 't3'].map((id) => aTouch(id, { leadId: 'L1', actor }));
			const change = { lead: aLead('L1'), audit, judged };
			expect(await store.saveLeads([{ ...change, version: 9 }])).toMatchObject([{ kind: 'stale' }]);
			const kinds = async () =>
				(await store.touchpoints({ leadIds: ['L1', 'L2'], perLead: 9 })).map(
					(touch) => `${touch.sourceId} ${touch.actor.kind}`,
				);
			expect(await kinds()).toEqual(['t1 human', 't2 human']);
			expect(await store.saveLeads([{ ...change, version: 1 }])).toMatchObject([{ kind: 'saved' }]);
			expect(await kinds()).toEqual(['t1 machine', 't2 human']);
		});

		it('counts leads by stage, temperature and owner as they change', async () => {
			const { store } = its();
			await store.saveLeads(['L1', 'L2', 'L3'].map((id) => aCapture(id)));
			const lead = aLead('L1', { stage: 'assigned', temperature: 'hot', owner: 'mia' });
			await store.saveLeads([{ lead, version: 1, audit }]);
			expect(await store.counts()).toMatchObject({
				leads: 3,
				byStage: { new: 2, assigned: 1 },
				byTemperature: { hot: 1 },
				byOwner: { mia: 1 },
			});
		});

		it('names the own fields it has seen, most frequent first', async () => {
			const { store } = its();
			await store.saveLeads([
				aCapture('L1', { lead: aLead('L1', { extra: { 'Roof age': 9, colour: 'red' } }) }),
				aCapture('L2', { lead: aLead('L2', { extra: { colour: 'blue' } }) }),
			]);
			expect(await store.ownFields(10)).toEqual(['colour', 'Roof age']);
			expect(await store.ownFields(1)).toEqual(['colour']);
		});

		it('saves and reads 2,500 leads of one call in order', async () => {
			const { store } = its();
			const ids = Array.from({ length: 2500 }, (_, index) => `L${index}`);
			const saved = await store.saveLeads(ids.map((id) => aCapture(id)));
			expect(saved.every(({ kind }) => kind === 'saved')).toBe(true);
			const leads = await store.getLeads(ids);
			expect(leads.map(({ lead }) => lead.leadId)).toEqual(ids);
		});
	});
}
