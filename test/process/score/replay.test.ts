import { describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../lib/core/lead/lead';
import type { Touchpoint } from '../../../lib/core/lead/touchpoint';
import { defaultRules } from '../../../lib/core/score/rules';
import { compileScore } from '../../../lib/core/score/score';
import type { ProcessContext } from '../../../lib/process/context';
import { idMaker } from '../../../lib/process/ids';
import { scoreLeads } from '../../../lib/process/score/score';
import { storeOf } from '../../../lib/process/stores';
import { given, useStore } from '../../nodes/store';

const types = [
	'form.submit',
	'email.click',
	'web.pageView',
	'meeting.held',
	'quote.requested',
	'call.outbound',
	'email.unsubscribe',
	'asset.download',
];
const hourMs = 3_600_000;
/** A click that looks like a scanner's, until an answer shows that a person was there. */
const tooFast = { userAgent: 'Mozilla/5.0', method: 'GET', secondsAfterSend: 2 };

/** Numbers that look random and are the same in every run (Park and Miller, 1988). */
function chances(seed: number): () => number {
	let state = seed;
	return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

describe('a score replayed as of a moment', () => {
	const clock = useStore('2026-03-02T08:00:00.000Z');

	it('is the score that was given at that moment, at every one of them', async () => {
		const chance = chances(7_777);
		const leads = Array.from({ length: 40 }, (_, index): Lead => {
			const at = new Date(clock.now).toISOString();
			return {
				leadId: `01ARZ3NDEKTSV4RRFFQ69G6${String(index).padStart(3, '0')}`,
				createdAt: at,
				updatedAt: at,
				stage: 'filtered',
				stageHistory: [],
				fit: Math.round(chance() * 100),
				...(index % 3 === 0 && { temperature: 'warm' as const }),
				...(index % 4 === 0 && { firstResponseAt: '2026-03-04T08:00:00.000Z' }),
			};
		});
		const store = await given(leads);
		const made = compileScore({ rules: [...defaultRules] });
		if (made.kind === 'wrong') throw new Error(made.messages.join());
		const leadIds = leads.map(({ leadId }) => leadId);
		const context = async (): Promise<ProcessContext> => ({
			store: await storeOf('Main'),
			settings: await store.settings(),
			now: clock.now,
			newId: idMaker(() => clock.now),
			by: 'test',
		});
		const told = async (asOf?: number) => {
			const outcomes = await scoreLeads(
				await context(),
				await store.getLeads(leadIds),
				made.score,
				asOf === undefined ? {} : { asOf },
			);
			return outcomes.map((outcome) => (outcome.kind === 'scored' ? outcome.result : outcome));
		};
		let serial = 0;
		const live: Array<{ at: number; results: unknown }> = [];
		for (let step = 0; step < 20; step++) {
			const touches = leadIds.flatMap((leadId): Touchpoint[] => {
				if (chance() < 0.6) return [];
				const at = new Date(clock.now - Math.floor(chance() * 5) * hourMs).toISOString();
				serial++;
				const type = types[Math.floor(chance() * types.length)] ?? 'form.submit';
				return [
					{
						touchId: `01ARZ3NDEKTSV4RRFFQ69H${String(serial).padStart(4, '0')}`,
						leadId,
						type,
						actor: { kind: 'human', confidence: 0.9 },
						occurredAt: at,
						receivedAt: at,
						source: 'test',
						sourceId: String(serial),
						...(type === 'email.click' && { meta: tooFast }),
					},
				];
			});
			await store.recordTouchpoints(touches);
			live.push({ at: clock.now, results: await told() });
			expect(await told(clock.now)).toEqual(live.at(-1)?.results);
			clock.now += Math.floor(6 + chance() * 90) * hourMs;
		}
		const temperatures = new Set(
			(await store.getLeads(leadIds)).map(({ lead }) => lead.temperature),
		);
		expect(temperatures.size).toBeGreaterThan(1);
		for (const { at, results } of live) expect(await told(at)).toEqual(results);
	});
});
