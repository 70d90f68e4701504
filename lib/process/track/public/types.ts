import type { Touchpoint } from '../../../core/lead/touchpoint';
import type { PageTopic } from '../../../core/track/interests';
import type { Look } from '../../../web/page';
import type { LinkSecrets } from '../../../web/links';
import type { ProcessContext } from '../../context';

/** A request to the public address of a workspace. */
export interface PublicRequest {
	method: string;
	/** Query parameters; of a repeated one the first. */
	query: Record<string, string>;
	/** Fields of a posted form, or what a page's script sends. */
	body: Record<string, unknown>;
	userAgent: string;
	/** Who asks, for telling scanners from people; never stored. */
	ip: string;
	origin?: string;
	/** Where the visitor came from. */
	referrer?: string;
	/** What the browser prefers: 'de-AT,de;q=0.9'; only the first of it is looked at. */
	language?: string;
	/** The visitor's browser asks not to be tracked (GPC or DNT). */
	privacy: boolean;
}

/** What is sent back. */
export interface PublicAnswer {
	status: number;
	headers: Record<string, string>;
	body: string | Uint8Array;
	/** Something happened that a workflow may be started for. */
	event?: PublicEvent;
}

/** What happened at a public page. */
export interface PublicEvent {
	name:
		| 'clicked'
		| 'opened'
		| 'unsubscribed'
		| 'preferencesChanged'
		| 'confirmed'
		| 'visited'
		| 'callLogged'
		| 'accepted'
		| 'claimed'
		| 'declined'
		| 'taskDone'
		| 'stageMoved';
	leadId?: string;
	touch?: Touchpoint;
}

/** How public pages behave, as the trigger's panel says. */
export interface PublicOptions {
	/** The address itself, as it stands in links. */
	address: string;
	look: Look;
	/** Websites whose visits are counted; all while empty. */
	allowedOrigins: readonly string[];
	/** Visitors who ask not to be tracked are not. */
	honourPrivacy: boolean;
	/** What pages are about. */
	topics: readonly PageTopic[];
	/** Where a referral link leads. */
	referralPage?: string;
}

/** Everything that answering needs. */
export interface PublicContext extends ProcessContext {
	secrets: LinkSecrets;
	options: PublicOptions;
}
