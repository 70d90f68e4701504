import type { Workflow } from '../../scripts/runtime/rest';
import { packageName } from '../../scripts/runtime/pack';

/** A node of a workflow, without its place. */
export interface FlowNode {
	type: string;
	typeVersion: number;
	parameters: Record<string, unknown>;
}

/** A workflow that takes posted rows into one node and answers what comes out of it: all items, or the first one. */
export function sheetFlow(
	id: string,
	node: FlowNode,
	{ credential, answer }: { credential: object; answer: 'allEntries' | 'firstEntryJson' },
): Workflow {
	const nodes = [
		{
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2.1,
			parameters: {
				httpMethod: 'POST',
				path: id,
				responseMode: 'lastNode',
				responseData: answer,
				options: {},
			},
			webhookId: id,
		},
		{
			name: 'Rows',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: 'body', options: {} },
		},
		{ name: 'Sheet', credentials: { googleApi: credential }, ...node },
	];
	return {
		id,
		name: id,
		nodes: nodes.map((each, at) => ({ id: `${id}${at}`, position: [at * 200, 0], ...each })),
		connections: {
			Webhook: { main: [[{ node: 'Rows', type: 'main', index: 0 }]] },
			Rows: { main: [[{ node: 'Sheet', type: 'main', index: 0 }]] },
		},
		settings: { executionOrder: 'v1' },
	};
}

/** Our node: a sync of a spreadsheet. */
export function leadSheet(spreadsheetId: string): FlowNode {
	return {
		type: `${packageName}.leadSheet`,
		typeVersion: 1,
		parameters: {
			operation: 'sync',
			document: { __rl: true, mode: 'id', value: spreadsheetId },
			outputs: 'one',
		},
	};
}

/** n8n's own Google Sheets node on the tab 'Leads'. */
export function googleSheets(
	spreadsheetId: string,
	operation: string,
	more: object = {},
): FlowNode {
	return {
		type: 'n8n-nodes-base.googleSheets',
		typeVersion: 4.7,
		parameters: {
			authentication: 'serviceAccount',
			operation,
			documentId: { __rl: true, mode: 'id', value: spreadsheetId },
			sheetName: { __rl: true, mode: 'name', value: 'Leads' },
			...more,
			options: {},
		},
	};
}

/** Its columns: those that the items have, rows found by the first ones. */
export function automatic(matchingColumns: string[], headers: string[]): object {
	return {
		columns: {
			mappingMode: 'autoMapInputData',
			value: {},
			matchingColumns,
			schema: headers.map((id) => ({
				id,
				displayName: id,
				type: 'string',
				display: true,
				required: false,
			})),
		},
	};
}
