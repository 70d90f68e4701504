import type { Lead } from '../lead/lead';
import { joinName, splitName } from '../verify';
import { fold } from '../filter/values';
import { namesAgree } from './identity';
import type { LeadFields } from './read/build';

/** The parts of a name, each with a time of its own. */
export const nameParts = ['firstName', 'middleName', 'lastName'] as const;

/** A part of a name. */
export type NamePart = (typeof nameParts)[number];
type Parts = Partial<Record<NamePart, string>>;
type Named = Pick<LeadFields, NamePart | 'fullName' | 'suffix'>;

/** A name after something new was heard of it, and the parts that were taken from what is new. */
export interface MergedName {
	name: Parts & { fullName?: string };
	taken: NamePart[];
}

/**
 * The name of a lead after a submission: of each part the newest that is not empty, so that a form that asks for the first
 * name only does not take the last name away. The full name is kept as it is written while it says the same parts, else it is
 * made of the parts anew. Gaps are filled at any age by a name that may be the same person's.
 *
 * @param isNewer whether the submission may replace this part
 * @example
 * mergeNames({ fullName: 'Eva Example' }, { firstName: 'Eva', fullName: 'Eva' }, () => true)
 * //=> { name: { firstName: 'Eva', lastName: 'Example', fullName: 'Eva Example' }, taken: [] }
 */
export function mergeNames(
	lead: Named,
	incoming: Named,
	isNewer: (part: NamePart) => boolean,
): MergedName | undefined {
	const [known, brought] = [partsOf(lead), partsOf(incoming)];
	const parts = nameParts.filter((part) => brought[part] !== undefined);
	if (parts.length === 0 || isLastNameAlone(known, brought, parts)) return undefined;
	const agrees = namesAgree(known, brought);
	const next = { ...known };
	const taken = parts.filter(
		(part) =>
			known[part] !== brought[part] && (isNewer(part) || (known[part] === undefined && agrees)),
	);
	for (const part of taken) next[part] = brought[part];
	// A whole name with another first name is another name: the middle name went with the first.
	const isAnother =
		taken.includes('firstName') &&
		brought.lastName !== undefined &&
		!namesAgree({ firstName: known.firstName }, { firstName: next.firstName });
	if (isAnother && !taken.includes('middleName')) delete next.middleName;
	if (taken.length === 0 && !parts.every((part) => known[part] === brought[part])) return undefined;
	return { name: { ...next, ...whole(lead, incoming, next, parts.every(isNewer)) }, taken };
}

/** The name's parts; those of a name that is known as a whole only are read from it. */
export function partsOf(named: Named): Parts {
	const { firstName, middleName, lastName, fullName } = named;
	const isWhole = !firstName && !lastName && fullName !== undefined;
	const parts = isWhole ? splitName(fullName) : { firstName, middleName, lastName };
	return Object.fromEntries(
		nameParts.flatMap((part) => (parts[part] ? [[part, parts[part]]] : [])),
	);
}

/** The full name as one of these wrote it, the first that has just these parts, else made of the parts. */
export function writtenName(parts: Parts, sources: readonly Named[]): string | undefined {
	const written = sources.find(
		(source) => source.fullName !== undefined && isSame(partsOf(source), parts),
	);
	const suffix = sources.find((source) => source.suffix !== undefined)?.suffix;
	return written?.fullName ?? joinName({ ...parts, ...(suffix ? { suffix } : {}) });
}

function whole(
	lead: Named,
	incoming: Named,
	parts: Parts,
	isNewer: boolean,
): { fullName?: string } {
	const fullName = writtenName(parts, isNewer ? [incoming, lead] : [lead, incoming]);
	return fullName === undefined ? {} : { fullName };
}

/** 'Meier' said alone is read as a first name; where it is the known last name it says nothing new. */
function isLastNameAlone(known: Parts, brought: Parts, parts: readonly NamePart[]): boolean {
	const { firstName = '' } = brought;
	return (
		parts.length === 1 &&
		firstName !== '' &&
		known.lastName !== undefined &&
		fold(firstName) === fold(known.lastName)
	);
}

function isSame(a: Parts, b: Parts): boolean {
	return nameParts.every((part) => a[part] === b[part]);
}

/** When a part was last set: its own time, or that of the whole name. */
export function nameTime(
	{ fieldTimes }: Pick<Lead, 'fieldTimes'>,
	part: NamePart,
): string | undefined {
	return fieldTimes?.[part] ?? fieldTimes?.['fullName'];
}
