import { fieldOf } from '../../lib/core/lead/fields';
import type { Criterion, Profile } from '../../lib/core/filter/profile';
import { toText } from '../../lib/core/filter/values';
import { otherField } from '../shared';

/** The parameter 'Profiles' of Filter that holds one profile. */
export function panelProfiles({ name, criteria }: Profile): object {
	return { profile: [{ name, criteria: { criterion: criteria.map(toRow) } }] };
}

/** A Filter by ICP node with these parameters as text: pasted on n8n's canvas it is there. */
export function nodeToPaste(type: string, typeVersion: number, profiles: object): string {
	const node = {
		parameters: { operation: 'filter', profiles },
		type,
		typeVersion,
		position: [0, 0],
		name: 'Filter by ICP (From Your Winners)',
	};
	return JSON.stringify({ nodes: [node], connections: {} }, null, 2);
}

/** A criterion as the panel saves it: values are texts, several of them separated by commas. */
function toRow({
	field,
	operator,
	value,
	to,
	weight = 5,
	importance = 'counts',
}: Criterion): object {
	const known = fieldOf(field) !== undefined;
	return {
		...(known ? { field } : { field: otherField, fieldName: field }),
		...valueOf(operator, value),
		...(to !== undefined && { to: toText(to) }),
		weight,
		importance,
	};
}

function valueOf(operator: string, value: unknown): object {
	if (!Array.isArray(value)) return { operator, value: toText(value) };
	const words = value.map(toText);
	if (!words.some((word) => /[,;|\n]/.test(word))) return { operator, value: words.join(', ') };
	// A value with a comma in it would fall apart in a list.
	const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return { operator: 'matches', value: `^(?:${escaped.join('|')})$` };
}
