import { describe, expect, it } from '@jest/globals';
import { monday } from './kit';
import { faultStage } from './faultStage';

const stage = faultStage();
const { clock, enrolled, run, states } = stage;

describe('what a refusal does beyond the one message', () => {
	const minute = 60_000;
	const address = { kind: 'email' as const, value: 'ann0@d0.example.com' };

	async function enrolmentOf(leadId: string) {
		return (await stage.place.store.enrolmentsOf([leadId]))[0];
	}

	it.each([
		['rcpt550', 'stopped', 'bounce', true],
		['rcpt550closed', 'stopped', 'refused', false],
		['after550', 'finished', undefined, false],
	] as const)(
		'%s: the enrolment is %s (%s), the address suppressed: %s',
		async (fault, state, stoppedBy, suppressed) => {
			await enrolled(1);
			stage.server.set(fault, 1);
			await run();
			const enrolment = await enrolmentOf('lead-000000');
			expect([enrolment?.state, enrolment?.stoppedBy]).toEqual([state, stoppedBy]);
			expect(await stage.place.store.suppressed([address])).toHaveLength(Number(suppressed));
		},
	);

	it.each(['rcpt550policy', 'after554'] as const)(
		'%s without end: asked five times over two days and more, then the enrolment ends and the address stays good',
		async (fault) => {
			await enrolled(1);
			stage.server.set(fault);
			const tries: number[] = [];
			for (; clock.now < monday + 14 * 86_400_000; clock.now += 30 * minute) {
				const reports = await run();
				if (reports.length > 0) tries.push((clock.now - monday) / 3_600_000);
			}
			expect(tries).toHaveLength(5);
			expect(tries[4]).toBeGreaterThanOrEqual(48);
			expect(await states()).toEqual(['refused']);
			expect(await enrolmentOf('lead-000000')).toMatchObject({
				state: 'stopped',
				stoppedBy: 'refused',
			});
			expect(await stage.place.store.suppressed([address])).toEqual([]);
		},
	);

	it.each(['mail550', 'auth535', 'rcpt550dkim', 'banner554'] as const)(
		'%s holds the mailbox: the server is asked ever less often, no lead is lost, all is sent when it is well',
		async (fault) => {
			await enrolled(20);
			stage.server.set(fault);
			const user = 'ann';
			const asked: number[] = [];
			for (; clock.now < monday + 30 * 3_600_000; clock.now += 10 * minute) {
				const before = stage.server.opened();
				const reports = await run({ user, maxConnections: 1 });
				if (stage.server.opened() > before) asked.push((clock.now - monday) / minute);
				expect(reports.every(({ result }) => result === 'held')).toBe(true);
			}
			const pauses = asked.slice(1).map((at, index) => at - (asked[index] ?? 0));
			for (const [index, pause] of pauses.entries())
				expect(pause).toBeGreaterThanOrEqual([10, 20, 40][index] ?? 60);
			expect(Math.max(...pauses)).toBeLessThanOrEqual(80);
			stage.server.set('none');
			clock.now += 80 * minute;
			await run({ user });
			expect(stage.server.received).toHaveLength(20);
			expect(await states()).toEqual(Array(20).fill('accepted'));
			const counts = { leadIds: [], mailbox: 'hello@example.org', since: '', mailboxSince: '' };
			expect((await stage.place.store.sentCounts(counts)).hold).toBeUndefined();
		},
	);

	it('takes a policy that meets five people in a row to be about us', async () => {
		await enrolled(20);
		stage.server.set('rcpt550policy');
		const reports = await run({ maxConnections: 1 });
		const reasons = Map.groupBy(reports, ({ reason }) => reason);
		expect([...reasons].map(([reason, of]) => [reason, of.length])).toEqual([
			['deferred: policy', 4],
			['deferred: sender', 16],
		]);
		clock.now += 5 * minute;
		expect(await run()).toEqual([]);
	});
});
