import type { ClickIds, Utm } from '../lead/lead';

/** Campaign parameters and click identifiers found in an address. */
export interface Campaigned {
	utm?: Utm;
	clickIds?: ClickIds;
	/** Names a referral code that came with the link. */
	ref?: string;
}

/** Reads UTM parameters and ad networks' click ids from a landing address; what is not an address gives nothing. */
export function readCampaign(url: string | undefined): Campaigned {
	if (!url || !URL.canParse(url, 'https://relative.invalid')) return {};
	const params = new URL(url, 'https://relative.invalid').searchParams;
	const get = (name: string) => params.get(name)?.trim().slice(0, 300) || undefined;
	const utm: Utm = {};
	for (const part of ['source', 'medium', 'campaign', 'term', 'content'] as const) {
		const value = get(`utm_${part}`);
		if (value) utm[part] = value;
	}
	const clickIds: ClickIds = {};
	for (const name of clickIdNames) {
		const value = get(name);
		if (value) clickIds[name] = value;
	}
	const ref = get('ref') ?? get('referral');
	return {
		...(Object.keys(utm).length > 0 ? { utm } : {}),
		...(Object.keys(clickIds).length > 0 ? { clickIds } : {}),
		...(ref ? { ref } : {}),
	};
}

/**
 * What a click id says of where the visitor came from. Google's, Microsoft's, TikTok's, X's and LinkedIn's are put on paid
 * clicks only; Facebook puts its id on every link, so that it names the source but not the medium.
 */
export function sourceOfClick(
	ids: ClickIds | undefined,
): { source: string; medium?: string } | undefined {
	if (!ids) return undefined;
	for (const name of clickIdNames) if (ids[name]) return clickSources[name];
	return undefined;
}

const clickSources: Record<keyof ClickIds, { source: string; medium?: string }> = {
	gclid: { source: 'google', medium: 'cpc' },
	gbraid: { source: 'google', medium: 'cpc' },
	wbraid: { source: 'google', medium: 'cpc' },
	msclkid: { source: 'bing', medium: 'cpc' },
	li_fat_id: { source: 'linkedin', medium: 'cpc' },
	ttclid: { source: 'tiktok', medium: 'cpc' },
	twclid: { source: 'twitter', medium: 'cpc' },
	fbclid: { source: 'facebook' },
};

const clickIdNames = [
	'gclid',
	'gbraid',
	'wbraid',
	'msclkid',
	'li_fat_id',
	'ttclid',
	'twclid',
	'fbclid',
] as const satisfies Array<keyof ClickIds>;
