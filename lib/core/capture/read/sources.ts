import type { Lead } from '../../lead/lead';
import { clickIdTargets, utmTargets, type Target } from '../headers/target';

const names: readonly Target[] = [
	'name',
	'salutation',
	'firstName',
	'middleName',
	'lastName',
	'suffix',
	'fullName',
	'titleOrSalutation',
];
const origins: readonly Target[] = [
	...utmTargets.map(([, target]) => target),
	...clickIdTargets,
	'landingUrl',
	'referrer',
	'referralCode',
	'campaign',
];
const phones: readonly Target[] = ['phone', 'mobile', 'country'];
const places: readonly Target[] = ['country', 'state'];

/** Fields that `buildFields` makes of more than the answer with their own meaning. */
const several: Partial<Record<keyof Lead, readonly Target[]>> = {
	salutation: names,
	firstName: names,
	middleName: names,
	lastName: names,
	suffix: names,
	fullName: names,
	title: ['title', 'titleOrSalutation'],
	emailStatus: ['email'],
	domain: ['email', 'domain', 'website'],
	phone: phones,
	phoneE164: phones,
	phoneStatus: phones,
	street: ['street', 'street2'],
	country: places,
	state: places,
	firstUtm: origins,
	lastUtm: origins,
	firstClickIds: origins,
	lastClickIds: origins,
	landingUrl: origins,
	referrer: origins,
	referralCode: origins,
	campaign: origins,
	consent: ['consent', 'newsletter'],
	doNotContact: ['doNotEmail', 'doNotCall'],
};
const sources = new Map<string, readonly string[]>(Object.entries(several));

/** The meanings of the answers that fields are made of; `wanted` are fields or paths into them. */
export function targetsOf(wanted: Iterable<string>): ReadonlySet<string> {
	const fields = [...wanted].map((path) => path.split('.', 1)[0] ?? '');
	return new Set(fields.flatMap((field) => sources.get(field) ?? [field]));
}
