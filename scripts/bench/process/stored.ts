import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { INode, IRun } from 'n8n-workflow';
import { closeStores, configureStores, storeOf } from '../../../lib/process/stores';
import { findNode } from '../../engine/catalogue';
import { interleaved, type Measured } from '../measure';
import type { Line } from '../result';
import { runChain } from './chain';
import { makeLeads, moment } from './leads';
import { against } from './line';
import { floor, node, type BuiltIns } from './rivals';

const sizes = [1, 100, 1_000, 10_000];
const rounds = 3;

/** Three reps who take turns. */
export const reps = ['ada', 'ben', 'cleo'].map((name) => ({
	name,
	email: `${name}@example.com`,
	weight: 1,
}));

/** The four steps with everything stored and audited: capture, filter, score, assign. */
const steps: INode[] = [
	node('Lead Capture', 'leadCapture', 1, { operation: 'capture', outputs: 'one' }),
	node('Filter by ICP', 'filterByIcp', 1, { operation: 'filter', outputs: 'one' }),
	node('Score', 'scoreLeads', 1, { operation: 'score', outputs: 'one' }),
	node('Assign', 'assign', 1, { operation: 'assign', outputs: 'one', repList: { rep: reps } }),
];

/** What the four steps cost against nodes that only pass items on; every round begins with an empty store. */
export async function stored(
	builtIns: BuiltIns,
): Promise<{ lines: Line[]; same: boolean; worst: Measured | undefined }> {
	const types = {
		leadCapture: findNode('LeadCapture').type,
		filterByIcp: findNode('FilterByIcp').type,
		scoreLeads: findNode('Score').type,
		assign: findNode('Assign').type,
		noOp: builtIns.type('noOp'),
	};
	const lines: Line[] = [];
	let same = true;
	let worst: Measured | undefined;
	for (const size of sizes) {
		const leads = makeLeads(size);
		const fresh = async (chain: INode[]): Promise<IRun> => {
			await emptyStore();
			return await runChain(chain, types, leads, builtIns);
		};
		const measured = await interleaved(
			{
				floor: async () => await runChain(floor(steps.length), types, leads, builtIns),
				ours: async () => await fresh(steps),
			},
			rounds,
		);
		const { leads: kept, byOwner } = await (await storeOf('Main')).counts();
		const owned = Object.values(byOwner).reduce((sum, count) => sum + count, 0);
		same &&= kept === size && owned === size;
		const { ours, floor: rival } = measured;
		if (ours === undefined || rival === undefined) continue;
		worst = ours;
		lines.push(
			...against(`capture, filter, score, assign, stored, ${size} leads: n8n's floor`, ours, rival),
		);
	}
	await emptyStore();
	return { lines, same, worst };
}

let folder: string | undefined;

async function emptyStore(): Promise<void> {
	await closeStores();
	if (folder !== undefined) fs.rmSync(folder, { recursive: true, force: true });
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-bench-'));
	configureStores({ folder, clock: () => moment });
	await storeOf('Main');
}
