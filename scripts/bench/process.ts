import '../engine/settings';
import { closeStores, configureStores } from '../../lib/process/stores';
import { itemsOnly } from './process/items';
import { moment } from './process/leads';
import { builtIns } from './process/rivals';
import { real } from './process/real';
import { stored } from './process/stored';
import type { BenchResult } from './result';

/**
 * Leads through n8n's own engine: our nodes against the same work in built-in nodes, in a Code node, and against nodes that
 * only pass items on (n8n's floor). Every time includes what n8n does to store the execution.
 */
export async function run(): Promise<BenchResult> {
	const folder = process.env['LEAD_N8N'];
	if (folder === undefined)
		throw new Error('Start it with npm run bench: it needs a runnable n8n.');
	configureStores({ clock: () => moment });
	const rivals = builtIns(folder);
	const parts = [await itemsOnly(rivals), await stored(rivals), await real()];
	await closeStores();
	const worst = parts.flatMap((part) => part.worst ?? []);
	return {
		name: 'process',
		lines: parts.flatMap(({ lines }) => lines),
		same: parts.every(({ same }) => same),
		peakMemoryMb: Math.max(...worst.map(({ peakMemoryMb }) => peakMemoryMb)),
		longestBlockMs: Math.max(...worst.map(({ longestBlockMs }) => longestBlockMs)),
		notes: ['Longest block: n8n itself serialises an execution in one go when it stores it.'],
	};
}
