import { describe, expect, it } from '@jest/globals';
import { captureItems } from '../../../lib/process/capture/items';
import { eraseLeads } from '../../../lib/process/record/erase';
import { updateLeads } from '../../../lib/process/record/update';
import { mergeRequests } from '../../../lib/process/scrub/merge';
import { openContext } from '../../../lib/process/stores';
import { useStore } from '../../nodes/store';

const work = 'ann@work.example';
const home = 'ann@home.example';
const both = [work, home].map((value) => ({ kind: 'email' as const, value }));

async function write(item: object) {
	const context = await openContext('Main', 'test');
	const [outcome] = await captureItems(context, [item], {}, {});
	return { outcome: outcome?.outcome, leadId: outcome?.lead?.leadId ?? '' };
}

async function owners(): Promise<Record<string, string>> {
	const { store } = await openContext('Main', 'test');
	return Object.fromEntries(
		(await store.lookUp(both)).map(({ key, leadId }) => [key.value, leadId]),
	);
}

describe('a person who was merged of two leads', () => {
	const clock = useStore('2026-03-02T10:00:00.000Z');

	async function merged(): Promise<string> {
		const first = await write({ email: work, name: 'Ann Lee' });
		clock.set('2026-03-03T10:00:00.000Z');
		const second = await write({ email: home, name: 'Ann Lee', phone: '+49 30 901820' });
		clock.set('2026-03-04T10:00:00.000Z');
		const context = await openContext('Main', 'test');
		const leadIds = [first.leadId, second.leadId];
		await mergeRequests(context, [{ leadIds, survivorId: first.leadId }]);
		return first.leadId;
	}

	it('stays one whichever address they write from', async () => {
		const leadId = await merged();
		for (const [day, email] of [home, work, home].entries()) {
			clock.set(`2026-03-1${day}T10:00:00.000Z`);
			const message = `Letter ${day}`;
			expect(await write({ email, name: 'Ann Lee', message })).toEqual({
				outcome: 'updated',
				leadId,
			});
			expect(await owners()).toEqual({ [work]: leadId, [home]: leadId });
		}
	});

	it('loses an address only where somebody replaces that one', async () => {
		const leadId = await merged();
		const context = await openContext('Main', 'test');
		const set = async (field: string, value: string) => {
			const [stored] = await context.store.getLeads([leadId]);
			if (!stored) throw new Error('The lead is gone.');
			await updateLeads(context, [{ stored, values: [{ field, value }] }]);
			return stored.lead;
		};
		await set('phone', '+49 30 901821');
		expect(await owners()).toEqual({ [work]: leadId, [home]: leadId });
		const { email = '' } = await set('email', 'ann.lee@new.example');
		const other = email === work ? home : work;
		expect(await owners()).toEqual({ [other]: leadId });
	});

	it('is erased with both addresses, and an old list brings neither back', async () => {
		const leadId = await merged();
		await write({ email: home, name: 'Ann Lee', message: 'Once more' });
		const context = await openContext('Main', 'test');
		const [erased] = await eraseLeads(context, await context.store.getLeads([leadId]));
		expect(erased?.alsoErased).toHaveLength(1);
		expect(await context.store.suppressed(both)).toHaveLength(2);
		for (const email of [work, home])
			expect((await write({ email, name: 'Ann Lee' })).outcome).toBe('rejected');
	});
});
