import type { WorkspaceSettings } from '../../core/workspace/settings';
import {
	preferencesUrl,
	referralUrl,
	trackLinks,
	unsubscribeUrl,
	type LinkSecrets,
	type MessageRef,
} from '../../web/links';
import type { Mailing } from './mailing';

/** What of a reader's doings is noticed. */
export interface Tracking {
	clicks: boolean;
	opens: boolean;
}

/** The mailing with links under the workspace's public address; without one it stays as it is. */
export function withLinks(
	mailing: Mailing,
	settings: Pick<WorkspaceSettings, 'publicAddress'>,
	secrets: LinkSecrets,
	track: Tracking,
): Mailing {
	const address = settings.publicAddress;
	if (address === undefined || address === '') return mailing;
	return {
		...mailing,
		links: (message) => ({
			// One-click unsubscribing needs https (RFC 8058); mail programs warn of anything else.
			...(/^https:/i.test(address) && {
				unsubscribeUrl: unsubscribeUrl(secrets, address, message),
			}),
			preferencesUrl: preferencesUrl(secrets, address, message),
			referralUrl: referralUrl(secrets, address, message.leadId),
		}),
		decorate: (html: string, message: MessageRef) =>
			trackLinks(html, secrets, address, message, track),
	};
}
