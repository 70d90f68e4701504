import type { ClickIds, Utm } from '../lead/lead';
import { sourceOfClick } from './clickIds';
import { findName } from './hosts';
import { readReferrer, type Referrer } from './referrer';

/** What is known of where a visit or a contact came from. */
export interface Origin {
	utm?: Utm;
	clickIds?: ClickIds;
	referrer?: string;
	/** Hosts of the own website. */
	ownHosts?: readonly string[];
}

/** Source, medium and campaign in Google Analytics' sense. */
export interface Traffic {
	source: string;
	medium: string;
	campaign?: string;
}

/**
 * Names the channel by the rules of Google Analytics' default channel group (2026, with AI Assistant), in its order; after
 * them come the channels of the offline world: Phone, Postal, Print, Radio, TV, Event, Face to Face, Partner.
 *
 * @example
 * channelOf({ source: 'google', medium: 'cpc' }) //=> 'Paid Search'
 * channelOf({ source: '(direct)', medium: '(none)' }) //=> 'Direct'
 * channelOf({ source: 'spring fair', medium: 'event' }) //=> 'Event'
 */
export function channelOf({ source, medium, campaign }: Traffic): string {
	const from = source.trim().toLowerCase();
	const by = medium.trim().toLowerCase();
	const named = (campaign ?? '').trim().toLowerCase();
	for (const [channel, holds] of rules) if (holds(from, by, named)) return channel;
	return 'Unassigned';
}

/** Source and medium of a visit: campaign parameters first, then click ids, then the referrer; direct when nothing is known. */
export function trafficOf(origin: Origin): Traffic {
	const click = sourceOfClick(origin.clickIds);
	const referrer = readReferrer(origin.referrer, origin.ownHosts);
	const { source, medium, campaign } = origin.utm ?? {};
	const withCampaign = campaign ? { campaign } : {};
	if (source || medium) {
		return {
			source: source ?? click?.source ?? referrer.source ?? '(not set)',
			medium: medium ?? click?.medium ?? mediumOf(referrer.medium),
			...withCampaign,
		};
	}
	if (click) return { source: click.source, medium: click.medium ?? 'social', ...withCampaign };
	if (referrer.medium === 'direct' || referrer.medium === 'internal') {
		return { source: '(direct)', medium: '(none)', ...withCampaign };
	}
	return { source: referrer.source ?? '', medium: mediumOf(referrer.medium), ...withCampaign };
}

/** The channel of a visit, straight from what was seen of it. */
export function channelOfVisit(origin: Origin): string {
	const tagged = origin.utm?.source ?? origin.utm?.medium ?? sourceOfClick(origin.clickIds)?.source;
	if (tagged !== undefined) return channelOf(trafficOf(origin));
	return channelsOfReferrer[readReferrer(origin.referrer, origin.ownHosts).medium];
}

/** A referrer says by itself what it is; its name need not be looked up once more. */
const channelsOfReferrer: Record<Referrer['medium'], string> = {
	direct: 'Direct',
	internal: 'Direct',
	search: 'Organic Search',
	social: 'Organic Social',
	video: 'Organic Video',
	shopping: 'Organic Shopping',
	aiAssistant: 'AI Assistant',
	paid: 'Paid Other',
	email: 'Email',
	referral: 'Referral',
};

/** The channels of the offline world and of people's own doing, as they are written. */
export const offlineChannels: Readonly<Record<string, string>> = {
	phone: 'Phone',
	call: 'Phone',
	'phone in': 'Phone',
	telephone: 'Phone',
	postal: 'Postal',
	'direct mail': 'Postal',
	mailer: 'Postal',
	letter: 'Postal',
	postcard: 'Postal',
	print: 'Print',
	newspaper: 'Print',
	magazine: 'Print',
	flyer: 'Print',
	billboard: 'Print',
	radio: 'Radio',
	tv: 'TV',
	television: 'TV',
	event: 'Event',
	'trade show': 'Event',
	fair: 'Event',
	conference: 'Event',
	webinar: 'Event',
	'face to face': 'Face to Face',
	'walk in': 'Face to Face',
	'in person': 'Face to Face',
	partner: 'Partner',
	reseller: 'Partner',
	chat: 'Chat',
	meeting: 'Meeting',
};

const paid = /^(.*cp.*|ppc|retargeting|paid.*)$/;
const shopCampaign = /^(.*(([^a-df-z]|^)shop|shopping).*)$/;
const displays = ['display', 'banner', 'expandable', 'interstitial', 'cpm'];
const socials = [
	'social',
	'social-network',
	'social-media',
	'sm',
	'social network',
	'social media',
];
const mails = ['email', 'e-mail', 'e_mail', 'e mail'];

type Rule = [channel: string, holds: (source: string, medium: string, campaign: string) => boolean];

/** The order is Google's: the first rule that holds names the channel. */
const rules: Rule[] = [
	['Direct', (from, by) => from === '(direct)' && ['(not set)', '(none)', ''].includes(by)],
	['Cross-network', (_from, _by, campaign) => campaign.includes('cross-network')],
	[
		'Paid Shopping',
		(from, by, campaign) =>
			(isOf('shopping', from) || shopCampaign.test(campaign)) && paid.test(by),
	],
	['Paid Search', (from, by) => isSearch(from) && paid.test(by)],
	['Paid Social', (from, by) => isSocial(from) && paid.test(by)],
	['Paid Video', (from, by) => isOf('video', from) && paid.test(by)],
	['Display', (_from, by) => displays.includes(by)],
	['Paid Other', (_from, by) => paid.test(by)],
	[
		'Organic Shopping',
		(from, _by, campaign) => isOf('shopping', from) || shopCampaign.test(campaign),
	],
	['Organic Social', (from, by) => isSocial(from) || socials.includes(by)],
	['Organic Video', (from, by) => isOf('video', from) || /video/.test(by)],
	['Organic Search', (from, by) => isSearch(from) || by === 'organic'],
	[
		'AI Assistant',
		(from, by) => isOf('aiAssistant', from) || /^ai([ -]?(assistant|chatbot))?$/.test(by),
	],
	['Referral', (_from, by) => ['referral', 'app', 'link'].includes(by)],
	['Email', (from, by) => mails.includes(from) || mails.includes(by)],
	['Affiliates', (_from, by) => by === 'affiliate' || by === 'affiliates'],
	['Audio', (_from, by) => by === 'audio'],
	['SMS', (from, by) => from === 'sms' || by === 'sms'],
	[
		'Mobile Push Notifications',
		(from, by) => by.endsWith('push') || /mobile|notification/.test(by) || from === 'firebase',
	],
	...[...new Set(Object.values(offlineChannels))].map((name): Rule => [
		name,
		(from, by) => offlineChannels[spaced(by)] === name || offlineChannels[spaced(from)] === name,
	]),
];

/** Assistants and social networks with a search of their own are no search engines here. */
function isSearch(source: string): boolean {
	return isOf('search', source) && !isOf('social', source) && !isOf('aiAssistant', source);
}

/** Video platforms are listed among the social networks too; their own channels come later in the order. */
function isSocial(source: string): boolean {
	return isOf('social', source) && !isOf('video', source) && !isOf('aiAssistant', source);
}

function isOf(
	kind: 'search' | 'social' | 'video' | 'shopping' | 'aiAssistant',
	source: string,
): boolean {
	return source !== '' && !source.startsWith('(') && findName(kind, source) !== undefined;
}

function mediumOf(medium: Referrer['medium']): string {
	switch (medium) {
		case 'search':
			return 'organic';
		case 'aiAssistant':
			return 'ai-assistant';
		case 'paid':
			return 'cpc';
		case 'email':
		case 'social':
			return medium;
		case 'direct':
		case 'internal':
			return '(none)';
		default:
			return 'referral';
	}
}

function spaced(text: string): string {
	return text.replace(/[-_]+/g, ' ');
}
