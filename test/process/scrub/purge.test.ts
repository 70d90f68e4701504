import { expect, it } from '@jest/globals';
import { purgeLeads } from '../../../lib/process/scrub/purge';
import { openContext } from '../../../lib/process/stores';
import { given, useStore } from '../../nodes/store';

const clock = useStore('2026-03-02T09:00:00.000Z');

it('purges a person with every lead that was merged into it, and what earlier purges left of others', async () => {
	const lead = (leadId: string) => ({ leadId, email: `${leadId.toLowerCase()}@example.com` });
	const merged = (leadId: string, duplicateOf: string) => ({
		...lead(leadId),
		stage: 'merged' as const,
		duplicateOf,
	});
	const store = await given([
		{ ...lead('JUNK'), stage: 'junk' },
		merged('SECOND', 'JUNK'),
		merged('THIRD', 'SECOND'),
		{ leadId: 'GONE', stage: 'erased' },
		merged('LEFT', 'GONE'),
		lead('ANN'),
		merged('KEPT', 'ANN'),
	]);
	clock.set('2026-07-01T09:00:00.000Z');
	const purge = async (dryRun: boolean) => {
		const context = await openContext('Main', 'test');
		const purged = await purgeLeads(context, { what: ['junk'], olderThanDays: 90, dryRun });
		return purged.map((one) => [one.lead.leadId, one.what, one.erased, one.alsoErased]);
	};
	expect(await purge(true)).toEqual([
		['JUNK', 'junk', false, ['SECOND', 'THIRD']],
		['LEFT', 'merged', false, []],
	]);
	expect(await purge(false)).toEqual([
		['JUNK', 'junk', true, ['SECOND', 'THIRD']],
		['LEFT', 'merged', true, []],
	]);
	const after = await store.getLeads(['SECOND', 'THIRD', 'LEFT', 'ANN', 'KEPT']);
	expect(after.map((one) => [one.lead.stage, one.lead.email])).toEqual([
		['erased', undefined],
		['erased', undefined],
		['erased', undefined],
		['new', 'ann@example.com'],
		['merged', 'kept@example.com'],
	]);
	expect(await store.suppressed([{ kind: 'email', value: 'second@example.com' }])).toEqual([]);
	expect(await purge(false)).toEqual([]);
});
