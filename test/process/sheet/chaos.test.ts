import { expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chaos } from '../../sheet/chaos';

// These rounds once lost something: a column pushed past the copied ones, and a row mistaken for another that looked like it.
test.each([
	{ seed: 56, syncs: 24, leads: 30 },
	{ seed: 7, syncs: 50, leads: 60 },
])(
	'$syncs syncs of two workers over a bad line, while a person edits, sorts, inserts and types rows: no edit lost, no row doubled, headers healed (seed $seed)',
	async (how) => {
		const folder = mkdtempSync(join(tmpdir(), 'sheet-chaos-'));
		try {
			const { lost, doubled, headers, edits, changes, faults, overtaken } = await chaos({
				folder,
				...how,
			});
			expect({ lost, doubled, headers }).toEqual({ lost: [], doubled: [], headers: [] });
			expect(Math.min(edits, changes)).toBeGreaterThan(100);
			expect(Math.min(faults, overtaken)).toBeGreaterThan(3);
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	},
	120_000,
);
