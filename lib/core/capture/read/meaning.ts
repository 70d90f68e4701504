import { isForeignLabel, matchHeader } from '../headers/match';
import { utmTargets, type Match, type Target } from '../headers/target';
import type { Entry } from './entry';
import { frameOf } from './frame';
import { textOf } from './entry';

/** What form builders call their field types, and what such a field holds. */
const kinds: Array<[RegExp, Target]> = [
	[/e-?mail/iu, 'email'],
	[/phone|^tel$|mobile/iu, 'phone'],
	[/(^|_)(full_?)?name$|control_fullname/iu, 'name'],
	[/company/iu, 'company'],
	[/country/iu, 'country'],
	[/website/iu, 'website'],
];

/** In a company's data these say the same of the company. */
const companyTargets: Partial<Record<Target, Target>> = {
	name: 'company',
	fullName: 'company',
	titleOrSalutation: 'company',
	website: 'website',
	domain: 'domain',
	industry: 'industry',
	employees: 'employees',
	revenue: 'revenue',
	company: 'company',
	city: 'city',
	state: 'state',
	country: 'country',
	postalCode: 'postalCode',
	street: 'street',
};

/** Of what belongs to a form, an event or an ad, only what must be a person's is believed. */
const fromThings: ReadonlySet<Target> = new Set<Target>([
	'email',
	'phone',
	'mobile',
	'firstName',
	'lastName',
	'fullName',
	'utmSource',
	'utmMedium',
	'utmCampaign',
	'utmTerm',
	'utmContent',
	'gclid',
	'fbclid',
	'msclkid',
	'li_fat_id',
	'ttclid',
	'landingUrl',
	'referrer',
	'ip',
	'userAgent',
	'isTest',
]);

/** What an answer means, by its names, its place, its field type and, last, its value; undefined goes to `extra`. */
export function meaningOf(entry: Entry): Match | undefined {
	const frame = frameOf(entry.path);
	if (frame === 'someoneElse') return undefined;
	const label = entry.labels[0] ?? '';
	if (/^utm/iu.test(entry.path.at(-1) ?? '')) {
		const name = label.toLowerCase();
		const known = utmTargets.find(([part]) => part === name);
		if (known) return { target: known[1], confidence: 1 };
	}
	const named = byNames(entry);
	const believed = named && within(named, frame, entry);
	if (believed) return believed;
	if (entry.labels.some(isForeignLabel)) return undefined;
	if (frame !== 'self') return undefined;
	return byKind(entry) ?? byValue(entry);
}

function byNames(entry: Entry): Match | undefined {
	let best: Match | undefined;
	const parent = entry.path.at(-1);
	for (const label of entry.labels) {
		const match = matchHeader(label);
		if (match && (!best || match.confidence > best.confidence)) best = match;
	}
	// { phoneNumber: { full } }: where a part says nothing by itself, the whole is asked.
	if (
		!best &&
		parent !== undefined &&
		entry.labels.length === 1 &&
		!/\s/u.test(entry.labels[0] ?? '')
	)
		best = matchHeader(`${parent} ${entry.labels[0] ?? ''}`);
	return best;
}

function within(match: Match, frame: ReturnType<typeof frameOf>, entry: Entry): Match | undefined {
	switch (frame) {
		case 'company': {
			const target = companyTargets[match.target];
			return target && { target, confidence: Math.min(match.confidence, 0.85) };
		}
		case 'address':
			return ['name', 'fullName', 'externalId'].includes(match.target) ? undefined : match;
		case 'thing':
			return fromThings.has(match.target)
				? { ...match, confidence: match.confidence * 0.75 }
				: undefined;
		default:
			return isOuterId(match, entry) ? undefined : match;
	}
}

/** `id` deep inside is the id of a part, not of the submission. */
function isOuterId(match: Match, entry: Entry): boolean {
	return match.target === 'externalId' && entry.path.length > 2;
}

function byKind(entry: Entry): Match | undefined {
	const kind = entry.kind;
	if (kind === undefined) return undefined;
	const known = kinds.find(([pattern]) => pattern.test(kind));
	return known && { target: known[1], confidence: 0.7 };
}

/** An unknown field whose whole value is an address, a profile or an international number. */
function byValue(entry: Entry): Match | undefined {
	const value = textOf(entry);
	if (value.length > 300) return undefined;
	if (/^[^\s@<>,;:]+@[^\s@<>,;:]+\.[^\s@<>,;:.]{2,}$/u.test(value))
		return { target: 'email', confidence: 0.4 };
	if (/^(https?:\/\/)?([a-z]{2,3}\.)?linkedin\.com\/(in|pub)\//iu.test(value))
		return { target: 'linkedinUrl', confidence: 0.6 };
	if (/^\+\d[\d\s().-]{7,18}\d$/u.test(value)) return { target: 'phone', confidence: 0.4 };
	return undefined;
}
