import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
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
