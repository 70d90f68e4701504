import { findZone } from '../../calendar';
import type { ClickIds, Lead, Utm } from '../../lead/lead';
import { readCampaign } from '../../origin/clickIds';
import { splitName, verifyPhone } from '../../verify';
import { clickIdTargets, utmTargets, type Target } from '../headers/target';
import { consentsOf, isYes } from './consent';
import { countryOf } from './country';
import { emailIn } from './contact';
import type { Entry } from './entry';
import { textOf } from './entry';
import type { Understood } from './fields';
import { instantOf } from './instant';
import { numberIn } from './number';

/** The fields of a lead that a submission can bring. */
export type LeadFields = Omit<
	Partial<Lead>,
	'leadId' | 'createdAt' | 'updatedAt' | 'stage' | 'stageHistory' | 'fieldTimes'
>;

/** What building needs to know beside the answers. */
export interface BuildOptions {
	/** ISO 3166-1 alpha-2 of phone numbers that name no country. */
	defaultCountry?: string;
	/** Instant of the submission. */
	at: string;
	ip?: string;
	userAgent?: string;
	referrer?: string;
	/** Owner and lists are taken only from sources that are trusted: other nodes and imports, not public forms. */
	trusted?: boolean;
}

const texts: Array<Target & keyof Lead> = [
	'salutation',
	'firstName',
	'middleName',
	'lastName',
	'suffix',
	'fullName',
	'title',
	'seniority',
	'department',
	'company',
	'industry',
	'city',
	'state',
	'postalCode',
	'need',
	'budget',
	'timeline',
	'authority',
	'category',
	'currency',
	'referralCode',
	'referredBy',
	'linkedinUrl',
	'website',
	'language',
];
const longTexts: Array<Target & ('message' | 'notes')> = ['message', 'notes'];
const numbers: Array<Target & ('employees' | 'revenue' | 'cost' | 'dealValue')> = [
	'employees',
	'revenue',
	'cost',
	'dealValue',
];

/** Makes lead fields of understood answers; what has no place in the lead's fields moves to `extra`. Never throws. */
export function buildFields(understood: Understood, options: BuildOptions): LeadFields {
	const { values, lists, extra } = understood;
	const text = (target: Target, longest = 8192) => {
		const entry = values.get(target);
		return entry && textOf(entry).slice(0, longest).trim();
	};
	const spill = (target: Target) => {
		const entry = values.get(target);
		const name = entry?.labels[0]?.trim() || target;
		if (entry && !extra.has(name)) extra.set(name, textOf(entry).slice(0, 8192));
	};
	const lead: LeadFields = {};
	const put = (
		key: (typeof texts)[number] | 'message' | 'notes' | 'street',
		value: string | undefined,
	) => {
		if (value) Object.assign(lead, { [key]: value });
	};
	for (const key of texts) put(key, text(key));
	for (const key of longTexts) put(key, text(key, 65_536));
	put('street', [text('street'), text('street2')].filter(Boolean).join(', '));
	for (const key of numbers) {
		const written = text(key);
		const number = written === undefined ? undefined : numberIn(written);
		if (number !== undefined) lead[key] = number;
		if (written !== undefined && String(number) !== written) spill(key);
	}
	putContact(lead, text, spill, options);
	putNames(lead);
	putPlaces(lead, text, spill);
	putDates(lead, text, spill);
	putOrigin(lead, text, options);
	const topics = (lists.get('topics') ?? []).flatMap(listOf);
	if (topics.length > 0) lead.topics = [...new Set(topics)].slice(0, 100);
	const audiences = (lists.get('lists') ?? []).flatMap(listOf);
	if (audiences.length > 0 && options.trusted) lead.lists = [...new Set(audiences)].slice(0, 100);
	const consent = consentsOf(understood, options);
	if (consent.length > 0) lead.consent = consent;
	const refused = [
		...(isYes(values.get('doNotEmail')) ? ['email'] : []),
		...(isYes(values.get('doNotCall')) ? ['phone'] : []),
	];
	if (refused.length > 0) lead.doNotContact = refused;
	if (isYes(values.get('isTest'))) lead.isTest = true;
	if (options.trusted) put2(lead, 'owner', text('owner'));
	else spill('owner');
	for (const target of ['stage', 'temperature', 'externalScore', 'mobile'] as const) spill(target);
	if (understood.externalIds.size > 0)
		lead.externalIds = Object.fromEntries(understood.externalIds);
	if (extra.size > 0) lead.extra = Object.fromEntries([...extra].slice(0, 500));
	return lead;
}

type Text = (target: Target, longest?: number) => string | undefined;
type Spill = (target: Target) => void;

function put2(lead: LeadFields, key: 'owner', value: string | undefined): void {
	if (value) lead[key] = value;
}

/** No domain has more octets (RFC 1035, 2.3.4). */
const longestDomain = 253;

function putContact(lead: LeadFields, text: Text, spill: Spill, options: BuildOptions): void {
	const written = text('email');
	const email = written === undefined ? undefined : emailIn(written);
	if (email) {
		const { check } = email;
		lead.email = email.address;
		lead.emailStatus = check.status;
		if (!check.isFree && !check.isDisposable && check.domain && !lead.website)
			lead.domain = check.domain;
	}
	const phone = text('phone');
	if (phone) {
		const country = countryOf(text('country') ?? '') ?? options.defaultCountry;
		const check = verifyPhone(phone.replace(/^(p|tel|phone):/iu, ''), country ?? '');
		lead.phone = phone.replace(/^(p|tel|phone):/iu, '');
		lead.phoneStatus = check.status;
		if (check.e164 && (check.status === 'valid' || check.status === 'risky'))
			lead.phoneE164 = check.e164;
	}
	const domain = text('domain') ?? lead.website;
	const named =
		domain && /^(?:https?:\/\/)?(?:www\.)?([^\s/:?#@]+\.[^\s/:?#@.]{2,})/iu.exec(domain)?.[1];
	const host = named && named.length <= longestDomain ? named : undefined;
	if (host) lead.domain = host.toLowerCase();
	else if (text('domain')) spill('domain');
}

/** 'Zoë Kramer 🚀' is Zoë Kramer. */
const pictures = /[\p{Extended_Pictographic}\u{FE0F}\u{200D}]/gu;

/** Whole and parts complete each other. */
function putNames(lead: LeadFields): void {
	for (const key of ['fullName', 'firstName', 'middleName', 'lastName'] as const) {
		const name = lead[key];
		if (name && pictures.test(name))
			lead[key] = name.replace(pictures, '').replace(/\s+/gu, ' ').trim() || name;
		pictures.lastIndex = 0;
	}
	if (lead.fullName && !lead.firstName && !lead.lastName) {
		const { salutation, ...parts } = splitName(lead.fullName);
		Object.assign(lead, parts, lead.salutation ? {} : salutation ? { salutation } : {});
	}
	if (!lead.fullName) {
		const full = [lead.firstName, lead.middleName, lead.lastName].filter(Boolean).join(' ');
		if (full) lead.fullName = full;
	}
}

function putPlaces(lead: LeadFields, text: Text, spill: Spill): void {
	const country = text('country');
	const code = country && countryOf(country);
	if (code) lead.country = code;
	else if (country) spill('country');
	// 'Kraj' is a region in Czech and the country in Polish: the value tells.
	if (!lead.country && lead.state && countryOf(lead.state) && lead.state.length > 2) {
		lead.country = countryOf(lead.state);
		delete lead.state;
	}
	const zone = text('timezone');
	if (zone && findZone(zone)) lead.timezone = zone;
	else if (zone) spill('timezone');
}

function putDates(lead: LeadFields, text: Text, spill: Spill): void {
	for (const key of ['renewalDate', 'customerSince'] as const) {
		const at = instantOf(text(key));
		if (at) lead[key] = at;
		else if (text(key)) spill(key);
	}
}

function putOrigin(lead: LeadFields, text: Text, options: BuildOptions): void {
	const landing = text('landingUrl', 2048);
	const referrer = text('referrer', 2048) ?? options.referrer;
	const fromUrl = readCampaign(landing ?? options.referrer);
	const utm: Utm = { ...fromUrl.utm };
	for (const [part, target] of utmTargets) {
		const value = text(target, 300);
		if (value) utm[part] = value;
	}
	const ids: ClickIds = { ...fromUrl.clickIds };
	for (const name of clickIdTargets) {
		const value = text(name, 500);
		if (value) ids[name] = value;
	}
	if (Object.keys(utm).length > 0) Object.assign(lead, { firstUtm: utm, lastUtm: utm });
	if (Object.keys(ids).length > 0) Object.assign(lead, { firstClickIds: ids, lastClickIds: ids });
	if (landing) lead.landingUrl = landing;
	if (referrer) lead.referrer = referrer;
	if (fromUrl.ref && !lead.referralCode) lead.referralCode = fromUrl.ref;
	const campaign = text('campaign', 300) ?? utm.campaign;
	if (campaign) lead.campaign = campaign;
	const source = text('source', 300);
	if (source) lead.source = source;
	const channel = text('channel', 300);
	if (channel) lead.channel = channel;
}

function listOf(entry: Entry): string[] {
	const parts = Array.isArray(entry.value) ? entry.value : textOf(entry).split(/[,;|]/u);
	return parts.map((part) => part.trim().slice(0, 200)).filter((part) => part !== '');
}
