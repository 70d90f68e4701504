import type { INodeProperties } from 'n8n-workflow';
import type { Operations } from './operation';
import { storeProperty } from './stores';

const docs = 'https://lead-management.example/n8n-nodes-lead-management/docs/nodes/';

/** The page that explains a node, by the node's type name. */
export function docsPage(node: string): string {
	return `${docs}${node.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The last line of every panel. */
export function docsNotice(node: string): INodeProperties {
	return {
		displayName: `<a href="${docsPage(node)}" target="_blank">How this node works, with examples</a>`,
		name: 'docsNotice',
		type: 'notice',
		default: '',
	};
}

/** Which client's, brand's or team's leads the node works on. */
export const workspaceProperty: INodeProperties = {
	displayName: 'Workspace',
	name: 'workspace',
	type: 'string',
	default: 'Main',
	placeholder: 'e.g. Main',
	description:
		'Leads, reps, suppressions and settings of different clients, brands or teams are kept apart by workspace',
};

/**
 * 'Lead Store'; 'No Store' is offered only to operations that can work without. What is for every operation carries no condition:
 * n8n's editor hides whatever a field depends on that credentials depend on, in a node with a choice of sign-ins.
 */
export function storeProperties(operations: Operations): INodeProperties[] {
	return [false, true].flatMap((canDoWithout) => {
		const shown = operations
			.filter(({ worksWithoutStore = false }) => worksWithoutStore === canDoWithout)
			.map(({ value }) => value);
		if (shown.length === 0) return [];
		const property = storeProperty(canDoWithout);
		if (shown.length === operations.length) return [property];
		return [{ ...property, displayOptions: { show: { operation: shown } } }];
	});
}

/** 'Allow', shown only where the node is used as a tool and the operation deletes or sends. */
export function allowProperty(operations: Operations): INodeProperties[] {
	const guarded = operations.filter(({ asTool }) => asTool !== undefined);
	if (guarded.length === 0) return [];
	return [
		{
			displayName: 'Allow This as a Tool',
			name: 'allowAsTool',
			type: 'boolean',
			noDataExpression: true,
			default: false,
			description:
				'Whether an AI agent may use this operation, which deletes data or sends messages, on its own',
			displayOptions: {
				show: { '@tool': [true], operation: guarded.map(({ value }) => value) },
			},
		},
	];
}
