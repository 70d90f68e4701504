import type { ILoadOptionsFunctions, INodePropertyOptions, INodeType } from 'n8n-workflow';
import { canBeUsed, storeOf } from '../../lib/process/stores';
import { catalogue } from './fields';
import { asText } from '../../lib/core/loose';
import { mainWorkspace, storeRefOf } from './stores';

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
	const chosen = functions.getCurrentNodeParameter('store');
	if (chosen === 'none') return [];
	const workspace = asText(functions.getCurrentNodeParameter('workspace')) ?? mainWorkspace;
	try {
		const ref = await storeRefOf(functions, workspace, chosen);
		return canBeUsed(ref) ? await (await storeOf(ref)).ownFields(ownFieldsShown) : [];
	} catch {
		return [];
	}
}
