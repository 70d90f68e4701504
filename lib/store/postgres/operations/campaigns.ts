import { campaignKey, type Campaign } from '../../../core/report/campaign';
import { text, type Session } from '../session';

/** Campaigns by name. */
export async function campaigns(session: Session): Promise<Campaign[]> {
	const rows = await session.rows('SELECT doc FROM lm.campaigns ORDER BY key');
	return rows.map((row) => JSON.parse(text(row.doc)));
}

/** Adds campaigns and replaces those of the same name. */
export async function saveCampaigns(session: Session, list: Campaign[]): Promise<void> {
	const last = new Map(list.map((campaign) => [campaignKey(campaign.name), campaign]));
	const keys = [...last.keys()].sort();
	await session.rows(
		`INSERT INTO lm.campaigns (key, doc) SELECT * FROM unnest($1::text[], $2::text[])
		ON CONFLICT (key) DO UPDATE SET doc = excluded.doc`,
		[keys, keys.map((key) => JSON.stringify(last.get(key)))],
	);
}
