import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chaos } from '../../sheet/chaos';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'sheet-chaos-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('fifty syncs at once, two workers, a busy person and a bad line: nothing lost, nothing doubled', async () => {
	const outcome = await chaos({ folder, seed: 1, syncs: 50, leads: 40 });
	expect(outcome).toMatchObject({ lost: [], doubled: [], headers: [] });
	expect(outcome.faults).toBeGreaterThan(5);
	expect(outcome.edits).toBeGreaterThan(50);
}, 120_000);
