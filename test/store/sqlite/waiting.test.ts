import { DatabaseSync } from 'node:sqlite';
import { expect, it } from '@jest/globals';
import { waitingSql } from '../../../lib/store/sqlite/operations/claim';
import { migrate } from '../../../lib/store/sqlite/schema/migrations';

it.each([['North'], [''], [null]])(
	'finds what waits in %p by an index in the order of merit, without sorting',
	(pool) => {
		const db = new DatabaseSync(':memory:');
		migrate(db, 0);
		const values = pool === '' ? [4, 0] : [pool, 4, 0];
		const plan = db.prepare(`EXPLAIN QUERY PLAN ${waitingSql(pool)}`).all(...values);
		const said = plan.map(({ detail }) => String(detail)).join('\n');
		expect(said).toMatch(/USING INDEX leads_waiting/);
		expect(said).not.toMatch(/TEMP B-TREE|leads_stage/);
		db.close();
	},
);
