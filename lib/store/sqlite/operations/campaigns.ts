import { campaignKey, type Campaign } from '../../../core/report/campaign';
import { text } from '../rows';
import type { Session } from '../session';

/** Campaigns by name. */
export function campaigns(session: Session): Campaign[] {
	return session
		.sql('SELECT doc FROM campaigns ORDER BY key')
		.all()
		.map((row) => JSON.parse(text(row.doc)));
}

/** Adds campaigns and replaces those of the same name. */
export function saveCampaigns(session: Session, list: Campaign[]): void {
	const upsert = session.sql(
		'INSERT INTO campaigns (key, doc) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET doc = excluded.doc',
	);
	for (const campaign of list) upsert.run(campaignKey(campaign.name), JSON.stringify(campaign));
}
