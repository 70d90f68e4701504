import vm from 'node:vm';
import type { INodeExecutionData, INodeType } from 'n8n-workflow';

/**
 * n8n's Code node without its task runner process: the items travel to the runner and back as JSON, as they do in n8n, and
 * the code runs in a context of its own. What is left out (a WebSocket, a broker) would only make it slower.
 */
export const codeNode: INodeType = {
	description: {
		displayName: 'Code',
		name: 'code',
		group: ['transform'],
		version: 2,
		description: 'Runs JavaScript once for all items',
		defaults: { name: 'Code' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [{ displayName: 'JavaScript', name: 'jsCode', type: 'string', default: '' }],
	},
	async execute() {
		const code = String(this.getNodeParameter('jsCode', 0));
		const items: unknown = travel(this.getInputData());
		const result: unknown = vm.runInNewContext(`(() => { ${code} })()`, { items });
		const returned: INodeExecutionData[] = travel(result);
		return [this.helpers.normalizeItems(returned)];
	},
};

function travel<T>(value: unknown): T {
	return JSON.parse(JSON.stringify(value));
}
