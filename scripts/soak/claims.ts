import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startPostgres } from '../runtime/postgres';
import { runClaims } from './claims/claimers';
import type { Where } from './claims/order';
import type { SoakResult } from './result';

/** How many processes, claimers in each, and leads in a workspace; LEAD_CLAIMS_ENGINE=sqlite or postgres runs one engine alone. */
const size = { processes: 8, claimers: 8, leads: Number(process.env['LEAD_CLAIMS'] ?? 10_000) };

/**
 * Eight processes with eight claimers each on two workspaces of 10,000 leads, both engines: first in turn, then by pulling, with
 * processes killed, and stopped for longer than a claim lasts. Every lead has one owner, shares differ by one at most, what is
 * claimed is answered once and by who has it, and nothing crosses from one workspace into the other.
 */
export async function run(): Promise<SoakResult> {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-soak-claims-'));
	// Beside the other: the user that Postgres runs as may not enter ours.
	const data = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-soak-postgres-'));
	const server = await startPostgres(data);
	const results = [];
	try {
		const places: Where[] = [
			{ engine: 'sqlite', folder: path.join(folder, 'sqlite') },
			{ engine: 'postgres', place: server.place },
		];
		const only = process.env['LEAD_CLAIMS_ENGINE'];
		for (const where of places.filter(({ engine }) => only === undefined || engine === only)) {
			const workspaces = ['Main', 'Client'];
			const times = { leaseMs: 4_000, workMs: 30 };
			results.push(await runClaims({ ...size, ...times, where, workspaces, nemesis: true }));
		}
	} finally {
		await server.stop();
		fs.rmSync(data, { recursive: true, force: true });
		fs.rmSync(folder, { recursive: true, force: true });
	}
	const faults = results.flatMap((result) => result.faults);
	return {
		passed: faults.length === 0,
		said: [...results.map(({ said }) => said), ...new Set(faults)].join('; '),
	};
}
