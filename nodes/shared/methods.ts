import type { ILoadOptionsFunctions, INodePropertyOptions, INodeType } from 'n8n-workflow';
import { isQueueMode, storeOf } from '../../lib/process/stores';
import { mainWorkspace } from './context';
import { catalogue } from './fields';
import { asText } from './parameters';

const ownFieldsShown = 100;

/** What every node's panel may ask for while it is filled in; `methods = sharedMethods` in the node class. */
export const sharedMethods = {
	loadOptions: { fields: fieldOptions },
} satisfies INodeType['methods'];

/** Catalogue and own fields of the workspace; the catalogue alone while there is no store to ask. */
async function fieldOptions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return catalogue(await ownFields(this));
}

async function ownFields(functions: ILoadOptionsFunctions): Promise<string[]> {
	if (isQueueMode() || functions.getCurrentNodeParameter('store') === 'none') return [];
	const workspace = asText(functions.getCurrentNodeParameter('workspace')) ?? mainWorkspace;
	return await storeOf(workspace)
		.then(async (store) => await store.ownFields(ownFieldsShown))
		.catch(() => []);
}
