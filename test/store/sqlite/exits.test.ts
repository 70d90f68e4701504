import { DatabaseSync } from 'node:sqlite';
import { expect, it } from '@jest/globals';
import { touchpointsSql } from '../../../lib/store/sqlite/operations/touchpoints';
import { migrate } from '../../../lib/store/sqlite/schema/migrations';

it.each([
	['exits' as const, /USING INDEX touchpoints_exits/],
	[undefined, /USING INDEX touchpoints_lead /],
])('finds touchpoints (%p) by an index that holds no others, without sorting', (only, index) => {
	const db = new DatabaseSync(':memory:');
	migrate(db, 0);
	const plan = db.prepare(`EXPLAIN QUERY PLAN ${touchpointsSql(only)}`).all('lead', 0, 200);
	const said = plan.map(({ detail }) => String(detail)).join('\n');
	expect(said).toMatch(index);
	expect(said).not.toMatch(/TEMP B-TREE/);
	db.close();
});
