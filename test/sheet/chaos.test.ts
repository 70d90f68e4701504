import { expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chaos } from './chaos';

// The long form, with lost replies and leases that run out, is `npm run soak -- --only sheets`.
test('fifty syncs at once while people sort, move, rename and type and a tenth of the calls fails lose and double nothing', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'sheet-chaos-'));
	try {
		const outcome = await chaos({ folder, seed: 7, syncs: 50, leads: 30, replies: 'all' });
		expect(outcome).toMatchObject({ lost: [], doubled: [], headers: [] });
		expect(outcome.faults).toBeGreaterThan(0);
		expect(outcome.edits).toBeGreaterThan(20);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}, 60_000);
