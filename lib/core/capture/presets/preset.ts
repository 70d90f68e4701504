import type { FormPayload, FormSigns } from '../../form/payload';
import type { Json, JsonObject } from '../read/clean';
import type { Entry } from '../read/entry';
import type { Mapping } from '../read/fields';

/** One submission inside a payload, with what its provider says about it beside the answers. */
export interface Frame {
	/** The part that holds the answers. */
	body: Json;
	/** The answers themselves where nothing has to be searched for, and what each of them means. */
	entries?: readonly Entry[];
	mapping?: Mapping;
	/** What was agreed to in a form of ours. */
	consent?: FormPayload['consent'];
	/** How a form of ours was filled in; submissions that look like a program's are quarantined. */
	signs?: FormSigns;
	/** Further answers from outside the body, e.g. of a query string. */
	also?: JsonObject;
	/** The provider's id of this submission. */
	sourceId?: string;
	/** The provider's id of this delivery, where it differs. */
	eventId?: string;
	/** When it was filled in, as the provider writes it. */
	occurredAt?: Json;
	/** What kind of touchpoint it is; 'form.submit' where absent. */
	touchType?: string;
	channel?: string;
	/** Name of the form, event or campaign. */
	campaign?: string;
	form?: string;
	isTest?: boolean;
	/** The payload holds only this id; the fields have to be fetched from the provider. */
	waitsFor?: string;
	/** Why this is no submission at all. */
	notALead?: string;
	/** Where the visitor came from and with what, when the payload is a whole request. */
	referrer?: string;
	userAgent?: string;
	ip?: string;
}

/** How one provider's payloads are recognised and taken apart. */
export interface Preset {
	/** Stable key, saved in workflows, e.g. 'googleAds'. */
	key: string;
	/** Shown in panels, and the source of its leads, e.g. 'Google Ads'. */
	label: string;
	is(body: JsonObject): boolean;
	read(body: JsonObject): Frame[];
}
