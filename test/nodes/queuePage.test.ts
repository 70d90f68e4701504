import { describe, expect, it } from '@jest/globals';
import { leadPageUrl, queuePageUrl } from '../../lib/web/links';
import { aRep } from '../store/fixtures';
import { address, open } from './publicCall';
import { given, useStore } from './store';

const parameters = { events: ['claimed'] };
const day = 86_400_000;
const ids = [
	'01ARZ3NDEKTSV4RRFFQ69G5FA1',
	'01ARZ3NDEKTSV4RRFFQ69G5FA2',
	'01ARZ3NDEKTSV4RRFFQ69G5FA3',
];

describe('the queue page', () => {
	const clock = useStore('2026-03-02T10:00:00.000Z');
	const rep = aRep('ann@example.com', { name: 'Ann Example', team: 'North' });
	const waits = (n: number, about: object = {}) => ({
		leadId: ids[n]!,
		email: `lead${n}@example.com`,
		fullName: `Lead ${n}`,
		stage: 'filtered' as const,
		team: 'North',
		...about,
	});
	const start = async (leads: object[], reps = [rep]) => {
		const store = await given(leads as never);
		await store.saveReps(reps);
		const secrets = await store.secrets();
		const url = queuePageUrl(secrets, address, rep.repId, clock.now + 30 * day);
		const onceOf = async () => /name="once"\s+value="([^"]+)"/.exec((await open(url)).text)?.[1];
		const claim = async (once: string | undefined) =>
			await open(url, { method: 'POST', body: { what: 'claim', once }, parameters });
		const ownerOf = async (n: number) => (await store.getLeads([ids[n]!]))[0]?.lead.owner;
		return { store, secrets, url, onceOf, claim, ownerOf };
	};

	it("shows what waits, best first, and the rep's own leads with a link to each", async () => {
		const { url } = await start([
			waits(0, { score: 10 }),
			waits(1, { score: 60 }),
			waits(2, { stage: 'assigned', owner: rep.repId, dueAt: '2026-03-02T09:00:00.000Z' }),
		]);
		const { status, text } = await open(url);
		expect(status).toBe(200);
		expect(text.indexOf('Lead 1')).toBeLessThan(text.indexOf('Lead 0'));
		expect(text).toContain('(overdue)');
		const link = /href="(\?l=[^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
		const lead = await open(`${address}${link}`);
		expect(lead.text).toContain('<h1>Lead 2</h1>');
		expect(lead.text).toContain('‹ Your leads');
	});

	it('claims the best lead, once for each form that was shown', async () => {
		const { onceOf, claim, ownerOf } = await start([waits(0), waits(1, { score: 60 })]);
		const once = await onceOf();
		const [first, second] = await Promise.all([claim(once), claim(once)]);
		expect([first.items, second.items].flat().filter(Boolean)).toMatchObject([
			{ event: 'claimed', leadId: ids[1] },
		]);
		expect([await ownerOf(0), await ownerOf(1)]).toEqual([undefined, rep.repId]);
		expect((await claim(await onceOf())).items).toMatchObject([{ leadId: ids[0] }]);
		expect((await open((await start([])).url)).text).toContain('No lead is waiting');
	});

	it('gives the leads of the own team first, then those of none, and never those of another', async () => {
		const { onceOf, claim, ownerOf } = await start([
			waits(0, { team: 'South', score: 99 }),
			waits(1, { team: undefined, score: 90 }),
			waits(2, { score: 1 }),
		]);
		for (const n of [2, 1]) {
			await claim(await onceOf());
			expect(await ownerOf(n)).toBe(rep.repId);
		}
		expect((await claim('any')).text).toContain('No lead is waiting');
		expect(await ownerOf(0)).toBeUndefined();
	});

	it("keeps the rep's caps", async () => {
		const capped = { ...rep, caps: { perDay: 1 } };
		const { claim } = await start([waits(0), waits(1)], [capped]);
		await claim('one');
		expect((await claim('two')).text).toContain('Ann Example has had 1 in the last day.');
	});

	it('changes nothing on GET or HEAD', async () => {
		const { url, ownerOf } = await start([waits(0)]);
		for (const method of ['GET', 'HEAD']) await open(`${url}&what=claim&once=x`, { method });
		expect(await ownerOf(0)).toBeUndefined();
	});

	it('does not open forged, after its time, for another purpose, or for a rep who left', async () => {
		const { store, secrets, url } = await start([waits(0)]);
		const forged = `${url.slice(0, -1)}${url.endsWith('A') ? 'B' : 'A'}`;
		const lead = leadPageUrl(
			secrets,
			address,
			{ leadId: ids[0]!, owner: rep.repId },
			clock.now + day,
		);
		const other = lead.replace('?l=', '?q=');
		for (const one of [forged, other, `${address}?q=`]) expect((await open(one)).status).toBe(404);
		await store.saveReps([{ ...rep, active: false }]);
		expect((await open(url)).status).toBe(404);
		await store.saveReps([rep]);
		clock.set('2026-04-02T10:00:00.000Z');
		expect((await open(url)).status).toBe(404);
	});
});
