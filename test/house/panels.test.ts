import { describe, expect, it } from '@jest/globals';
import { isINodePropertyOptionsList } from 'n8n-workflow';
import { allNodes } from '../../scripts/engine/catalogue';

describe('panels', () => {
	/**
	 * n8n's editor takes a field for the choice of a sign-in when every one of its options is named by the conditions of
	 * credentials. It then hides it, and every field it depends on; Lead Capture Trigger once lost its 'Source' that way.
	 */
	it.each(
		allNodes().map(({ type: { description } }) => [description.displayName, description] as const),
	)(
		'of %s: no field is hidden because credentials depend on all of its options',
		(_, { credentials = [], properties }) => {
			const named = new Map<string, Set<unknown>>();
			for (const { displayOptions } of credentials) {
				for (const [field, values] of Object.entries(displayOptions?.show ?? {})) {
					const known = named.get(field) ?? new Set();
					for (const value of values ?? []) known.add(value);
					named.set(field, known);
				}
			}
			const hidden = properties.filter(({ name, options }) => {
				const values = named.get(name);
				if (name === 'authentication' || !values || !isINodePropertyOptionsList(options))
					return false;
				return options.every(({ value }) => values.has(value));
			});
			expect(hidden.map(({ name }) => name)).toEqual([]);
		},
	);

	/**
	 * Where there is a field 'authentication', the editor hides it, and besides every field that a field depends on which any
	 * credential depends on. Lead Sheet lost its 'Operation' twice that way: by the sign-in, and by 'Lead Store'.
	 */
	it.each(
		allNodes().map(({ type: { description } }) => [description.displayName, description] as const),
	)(
		'of %s: nothing is hidden because a field of credentials depends on it',
		(_, { credentials = [], properties }) => {
			const named = new Set(
				credentials.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {})),
			);
			const ofCredentials = properties.filter(({ name }) => named.has(name));
			const hidden = ofCredentials.flatMap(({ displayOptions }) =>
				Object.keys(displayOptions?.show ?? {}),
			);
			const hasSignIn = ofCredentials.some(({ name }) => name === 'authentication');
			expect(hasSignIn ? hidden : []).toEqual([]);
		},
	);
});
