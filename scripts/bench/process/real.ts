import fs from 'node:fs';
import type { INode, INodeParameters } from 'n8n-workflow';
import { freshFolder } from '../../runtime/fresh';
import { startN8n, type N8n } from '../../runtime/n8n';
import { packageName } from '../../runtime/pack';
import { interleaved } from '../measure';
import type { Line } from '../result';
import { makeLeads } from './leads';
import { against } from './line';
import { floor, node, withCode, withExpressions } from './rivals';
import { reps } from './stored';

const rounds = 3;

function filterAndScore(parameters: INodeParameters): INode[] {
	const both = { store: 'none', outputs: 'one', ...parameters };
	return [
		node('Filter by ICP', 'filterByIcp', 1, { operation: 'filter', ...both }),
		node('Score', 'score', 1, { operation: 'score', ...both }),
	];
}

/** Contenders as workflows of a real n8n: a webhook takes all leads at once and answers when the execution is over. */
const chains: Readonly<Record<string, INode[]>> = {
	floor: floor(2),
	ours: filterAndScore({}),
	bare: filterAndScore({ options: { includeReasons: false } }),
	code: withCode,
	expressions: withExpressions,
	floorOfFour: floor(4),
	stored: [
		node('Lead Capture', 'leadCapture', 1, { operation: 'capture', outputs: 'one' }),
		node('Filter by ICP', 'filterByIcp', 1, { operation: 'filter', outputs: 'one' }),
		node('Score', 'score', 1, { operation: 'score', outputs: 'one' }),
		node('Assign', 'assign', 1, { operation: 'assign', outputs: 'one', repList: { rep: reps } }),
	],
};

/** The same comparisons in a real n8n with its default settings: webhook, task runner, database and all. */
export async function real(): Promise<{ lines: Line[]; same: boolean; worst: undefined }> {
	const folder = await freshFolder();
	const n8n = await startN8n({ folder });
	try {
		const addresses = await publishAll(n8n);
		const lines: Line[] = [];
		let same = true;
		for (const size of [1_000, 10_000]) {
			lines.push(
				...(await compare(addresses, size, (name, first) => {
					// Nodes that only pass items on add nothing; every other way ends with a score.
					same &&= name.startsWith('floor') !== first.includes('"score":');
				})),
			);
		}
		return { lines, same, worst: undefined };
	} finally {
		await n8n.stop();
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

async function compare(
	addresses: Map<string, string>,
	size: number,
	check: (name: string, first: string) => void,
): Promise<Line[]> {
	let from = 1_000_000;
	const contenders = Object.fromEntries(
		[...addresses]
			.filter(([name]) => name !== 'expressions' || size <= 1_000)
			.map(([name, address]) => [
				name,
				async () => {
					// Every run brings people the store has not seen.
					from += size;
					return await post(address, size, from);
				},
			]),
	);
	const measured = await interleaved(contenders, rounds, check);
	const { ours: reasoned, bare, floor: least, code, expressions, stored, floorOfFour } = measured;
	const what = (work: string, rival: string) => `real n8n: ${work}, ${size} leads: ${rival}`;
	const plain = 'filter + score without reasons';
	return [
		...against(what('filter + score', "n8n's floor"), reasoned, least),
		...against(what('filter + score', 'Code node'), reasoned, code),
		...against(what('filter + score', 'built-in nodes'), reasoned, expressions),
		...against(what(plain, "n8n's floor"), bare, least),
		...against(what(plain, 'Code node'), bare, code),
		...against(what(plain, 'built-in nodes'), bare, expressions),
		...against(what('all four steps, stored', "n8n's floor"), stored, floorOfFour),
	];
}

/** Posts the leads and returns the first item that came out at the end. */
async function post(address: string, size: number, from: number): Promise<string> {
	const response = await fetch(address, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(makeLeads(size, from).map(({ json }) => json)),
	});
	const text = await response.text();
	if (!response.ok)
		throw new Error(`${address} answered ${response.status}: ${text.slice(0, 300)}`);
	return text;
}

async function publishAll(n8n: N8n): Promise<Map<string, string>> {
	const addresses = new Map<string, string>();
	for (const [name, chain] of Object.entries(chains)) {
		const hook = {
			httpMethod: 'POST',
			path: `bench-${name}`,
			responseMode: 'lastNode',
			responseData: 'firstEntryJson',
			options: {},
		};
		const all = [
			{ ...node('Webhook', 'webhook', 2.1, hook), webhookId: `bench-${name}` },
			node('Split Out', 'splitOut', 1, { fieldToSplitOut: 'body', options: {} }),
			...chain,
		];
		await n8n.rest.publish({
			id: `bench${name}`,
			name: `Bench ${name}`,
			nodes: all.map((one) => ({ ...one, type: typeName(one.type) })),
			connections: Object.fromEntries(
				all
					.slice(1)
					.map((next, index) => [
						all[index]?.name ?? '',
						{ main: [[{ node: next.name, type: 'main', index: 0 }]] },
					]),
			),
			settings: { executionOrder: 'v1' },
		});
		addresses.set(name, await n8n.webhook(`bench-${name}`));
	}
	return addresses;
}

const ours = ['filterByIcp', 'score', 'leadCapture', 'assign'];

function typeName(type: string): string {
	return `${ours.includes(type) ? packageName : 'n8n-nodes-base'}.${type}`;
}
