import type { INode, INodeExecutionData, IRun } from 'n8n-workflow';
import { findNode } from '../../engine/catalogue';
import { interleaved, type Measured } from '../measure';
import type { Line } from '../result';
import { runChain } from './chain';
import { codeNode } from './codeNode';
import { makeLeads } from './leads';
import { against } from './line';
import { floor, node, withCode, withExpressions, type BuiltIns } from './rivals';

const sizes = [1, 100, 1_000, 10_000, 100_000];
/** Three built-in nodes with expressions over more leads than this take minutes. */
const mostWithExpressions = 10_000;

const ours: INode[] = [
	node('Filter by ICP', 'filterByIcp', 1, { operation: 'filter', store: 'none', outputs: 'one' }),
	node('Score', 'scoreLeads', 1, { operation: 'score', store: 'none', outputs: 'one' }),
];

/** As a rival leaves them: without the reasons, which the others do not give either. */
const bare: INode[] = ours.map((one) => ({
	...one,
	parameters: { ...one.parameters, options: { includeReasons: false } },
}));

/** Filter and score on the items alone, nothing stored. */
export async function itemsOnly(
	builtIns: BuiltIns,
): Promise<{ lines: Line[]; same: boolean; worst: Measured | undefined }> {
	const types = {
		filterByIcp: findNode('FilterByIcp').type,
		scoreLeads: findNode('Score').type,
		code: codeNode,
		set: builtIns.type('set'),
		switch: builtIns.type('switch'),
		noOp: builtIns.type('noOp'),
	};
	const lines: Line[] = [];
	let same = true;
	let worst: Measured | undefined;
	for (const size of sizes) {
		const leads = makeLeads(size);
		const results = new Map<string, string>();
		const through =
			(chain: INode[], items = leads) =>
			async () =>
				await runChain(chain, types, items, builtIns);
		const told = lastItems(await through(ours)());
		const measured = await interleaved(
			{
				floor: through(floor(ours.length)),
				carried: through(floor(ours.length), told),
				ours: through(ours),
				bare: through(bare),
				code: through(withCode),
				...(size <= mostWithExpressions && { expressions: through(withExpressions) }),
			},
			size >= 10_000 ? 3 : 5,
			(name, run) => {
				if (name !== 'floor' && name !== 'carried') results.set(name, summary(run));
			},
		);
		same &&= new Set(results.values()).size === 1;
		lines.push(...toLines(size, measured));
		worst = measured['ours'];
	}
	return { lines, same, worst };
}

/** Fit and score of every lead: the same for all contenders, or the figures do not compare. */
function summary(run: IRun): string {
	return lastItems(run)
		.map(({ json }) => `${json['email']} ${Math.round(Number(json['fit']))} ${json['score']}`)
		.sort()
		.join('\n');
}

function lastItems({ data }: IRun): INodeExecutionData[] {
	const last = data.resultData.runData[data.resultData.lastNodeExecuted ?? '']?.[0];
	return (last?.data?.['main'] ?? []).flatMap((items) => items ?? []);
}

function toLines(size: number, measured: Record<string, Measured>): Line[] {
	const { ours: reasoned, bare: plain, floor: least, carried, code, expressions } = measured;
	const what = `filter + score, ${size} leads`;
	const title = `filter + score without reasons, ${size} leads`;
	return [
		...against(`${what}: n8n's floor`, reasoned, least),
		...against(`${what}: n8n's floor for items that hold these reasons`, reasoned, carried),
		...against(`${what}: Code node`, reasoned, code),
		...against(`${what}: built-in nodes`, reasoned, expressions),
		...against(`${title}: n8n's floor`, plain, least),
		...against(`${title}: Code node`, plain, code),
		...against(`${title}: built-in nodes`, plain, expressions),
	];
}
