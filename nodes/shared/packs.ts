import type { INodeProperties } from 'n8n-workflow';
import { packOf, packs } from '../../lib/core/packs';
import type { Pack } from '../../lib/core/packs/types';
import { stop, type Run } from './run';

/**
 * A list of the industry packs, read by `pickedPack`.
 * @param none what choosing no pack means, first in the list; without it a pack has to be chosen
 */
export function packProperty(none: string | undefined, description: string): INodeProperties {
	const property: INodeProperties = {
		displayName: 'Industry Pack',
		name: 'pack',
		type: 'options',
		noDataExpression: true,
		options: [
			...(none === undefined ? [] : [{ name: none, value: '' }]),
			...packs.map(({ key, label, description: whom }) => ({
				name: label,
				value: key,
				description: whom,
			})),
		],
		default: '',
		description,
	};
	return none === undefined ? { ...property, default: 'b2b' } : property;
}

/** The pack that was chosen; undefined for none. Stops where a workflow names one that does not exist. */
export function pickedPack(run: Run): Pack | undefined {
	const key = run.parameters.text('pack');
	const pack = packOf(key);
	if (key === '' || pack !== undefined) return pack;
	throw stop(run, {
		message: `There is no industry pack '${key}'`,
		remedy: `Choose one under 'Industry Pack': ${packs.map((one) => one.key).join(', ')}.`,
	});
}
