import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { enrolmentsOfMoves } from '../../../lib/store/postgres/operations/nurture/deliveries';
import { ofIdsAndSteps } from '../../../lib/store/postgres/operations/nurture/deliverySet';
import { touchpointsSql } from '../../../lib/store/postgres/operations/touchpoints';
import { usePostgres, type PostgresTestPlace } from './place';

describe('how Postgres finds rows in large tables', () => {
	const postgres = usePostgres();
	let its: PostgresTestPlace;
	beforeEach(async () => {
		its = await postgres.place();
		await its.open();
	});
	afterEach(() => its.remove());

	/** Runs SQL of the engine, with the schema put in as the engine does. */
	const run = async (sql: string, values: unknown[] = []) => {
		const schema = `"${its.place.schemaPrefix}main"`;
		return (await its.pool.query(sql.replaceAll('lm.', `${schema}.`), values as never)).rows;
	};
	const planOf = async (sql: string, values: unknown[]) =>
		(await run(`EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) ${sql}`, values))
			.map((row) => String(row['QUERY PLAN']))
			.join('\n');

	it('finds mails and their enrolments without reading those of others', async () => {
		await run(`INSERT INTO lm.enrolments (enrolment_id, lead_id, sequence, state, doc)
			SELECT 'e' || g, 'L' || g, 'Old', 'finished', '{}' FROM generate_series(1, 50000) g`);
		await run(`INSERT INTO lm.deliveries (delivery_id, enrolment_id, step_id, generation, repeat, lead_id, mailbox, message_id, state, fence, doc)
			SELECT 'd' || g, 'e' || g, 's', 1, 0, 'L' || g, 'm', 'm' || g, 'accepted', 1, '{}' FROM generate_series(1, 50000) g`);
		await run('ANALYZE lm.enrolments, lm.deliveries');
		const some = (letter: string, from: number) =>
			Array.from({ length: 50 }, (_, index) => `${letter}${from + index}`);
		expect(await run(enrolmentsOfMoves, [some('d', 1), some('e', 26)])).toHaveLength(75);
		const steps = [some('e', 26), some('s', 0).fill('s'), Array(50).fill(1), Array(50).fill(0)];
		const bySteps = `SELECT id FROM lm.deliveries WHERE ${ofIdsAndSteps} FOR UPDATE`;
		expect(await run(bySteps, [some('d', 1), ...steps])).toHaveLength(75);
		expect(await planOf(bySteps, [some('d', 1), ...steps])).not.toMatch(/Seq Scan|Removed by/);
		for (const named of [[], some('e', 26)]) {
			const plan = await planOf(enrolmentsOfMoves, [some('d', 1), named]);
			expect(plan).not.toMatch(/Seq Scan|Removed by/);
		}
	});

	it('finds what may end a sequence without reading page views', async () => {
		await run(`INSERT INTO lm.touchpoints (source, source_id, lead_id, occurred_at, doc)
			SELECT 'website', 'p' || g, 'L' || g % 5, g, '{"type":"web.pageView"}' FROM generate_series(1, 20000) g`);
		await run(`INSERT INTO lm.touchpoints (source, source_id, lead_id, occurred_at, doc)
			VALUES ('mail', 'r', 'L1', 0, '{"type":"email.reply"}')`);
		await run('ANALYZE lm.touchpoints');
		const plan = await planOf(touchpointsSql('exits'), [['L1', 'L2'], 0, 200]);
		expect(plan).toMatch(/touchpoints_exits/);
		expect(plan).not.toMatch(/Seq Scan|Rows Removed by Filter/);
	});
});
