import { contentHash } from './hash';
import { recognise } from './presets';
import type { Frame } from './presets/preset';
import { buildFields, type LeadFields } from './read/build';
import { cleanPayload, type Json } from './read/clean';
import { understand, type Understood } from './read/fields';
import { flatten } from './read/flatten';
import { instantOf } from './read/instant';
import { textOf } from './read/entry';
import type { ReadOptions, Submission, SubmissionMeta } from './submission';

/**
 * Understands any payload: who sent it, which submissions it holds, and what each field means, without a mapping. Unknown
 * fields are kept in `extra`; what cannot be a lead comes back with its reason. Pure and linear; never throws for any JSON.
 *
 * @example
 * normaliseSubmissions({ 'Your name': 'Ann Lee', 'E-Mail *': 'ann@example.com' }, { receivedAt: 0 })
 * //=> [{ kind: 'lead', fields: { fullName: 'Ann Lee', firstName: 'Ann', lastName: 'Lee', email: 'ann@example.com', … }, … }]
 */
export function normaliseSubmissions(
	payload: unknown,
	meta: SubmissionMeta,
	options: ReadOptions = {},
): Submission[] {
	const { value, notes } = cleanPayload(payload);
	const { preset, frames } = recognise(value, options.preset);
	return frames.map((frame) => readFrame(frame, preset.key, preset.label, meta, options, notes));
}

function readFrame(
	frame: Frame,
	preset: string,
	label: string,
	meta: SubmissionMeta,
	options: ReadOptions,
	notes: string[],
): Submission {
	const content: Json = {
		body: frame.body,
		...(frame.also && Object.keys(frame.also).length > 0 ? { also: frame.also } : {}),
	};
	const hash = contentHash(content);
	// A provider's ids are unique at the provider; those of any form only where it posts to.
	const origin = preset === 'generic' ? (options.origin ?? preset) : preset;
	const base = (understood?: Understood) => {
		const id = frame.sourceId ?? idOf(understood);
		return {
			preset,
			origin,
			hash,
			...(id === undefined ? {} : { sourceId: id }),
			occurredAt: timeOf(frame, meta, understood),
		};
	};
	if (frame.notALead !== undefined) {
		return { kind: 'rejected', code: 'notALead', reason: frame.notALead, ...base() };
	}
	if (frame.waitsFor !== undefined) {
		const reason = `The notification names lead '${frame.waitsFor}' only; its fields have to be fetched from ${label}`;
		return { kind: 'rejected', code: 'waitsForFields', reason, ...base() };
	}
	const entries = [...flatten(frame.body), ...(frame.also ? flatten(frame.also) : [])];
	const understood = understand(entries, options.mapping);
	const facts = base(understood);
	const fields = buildFields(understood, {
		...(options.defaultCountry ? { defaultCountry: options.defaultCountry } : {}),
		at: facts.occurredAt,
		...pick(frame, meta),
		trusted: options.trusted ?? false,
	});
	const missing = whyNoLead(fields, entries.length);
	if (missing !== undefined)
		return { kind: 'rejected', code: 'noIdentity', reason: missing, ...facts };
	const lead = complete(fields, frame, preset === 'generic' ? undefined : label, options, facts);
	return {
		kind: 'lead',
		fields: lead,
		touchType: frame.touchType ?? 'form.submit',
		...(frame.form ? { form: frame.form } : {}),
		notes,
		...facts,
	};
}

function pick(
	frame: Frame,
	meta: SubmissionMeta,
): { ip?: string; userAgent?: string; referrer?: string } {
	const ip = meta.ip ?? frame.ip;
	const userAgent = meta.userAgent ?? frame.userAgent;
	const referrer = meta.referrer ?? frame.referrer;
	return {
		...(ip ? { ip } : {}),
		...(userAgent ? { userAgent } : {}),
		...(referrer ? { referrer } : {}),
	};
}

function idOf(understood: Understood | undefined): string | undefined {
	const entry = understood?.values.get('externalId');
	return entry && textOf(entry).slice(0, 300);
}

/** The provider's time; one in the future is the moment of arrival. */
function timeOf(frame: Frame, meta: SubmissionMeta, understood: Understood | undefined): string {
	const entry = understood?.values.get('createdAt');
	const told = instantOf(frame.occurredAt) ?? (entry && instantOf(textOf(entry)));
	const received = new Date(meta.receivedAt).toISOString();
	return told !== undefined && told < received ? told : received;
}

/** Somebody who can be reached or at least called by name. */
function whyNoLead(fields: LeadFields, entries: number): string | undefined {
	if (fields.email || fields.phone || fields.linkedinUrl || fields.fullName) return undefined;
	if (entries === 0) return 'There is nothing in it';
	const bad = Object.entries(fields.extra ?? {}).find(
		([name, value]) =>
			/e-?mail|phone/iu.test(name) && typeof value === 'string' && value.length < 100,
	);
	return bad
		? `Nobody to contact: '${bad[0]}' holds '${String(bad[1])}', which is no address or number, and there is no name`
		: 'Nobody to contact: no e-mail, phone, LinkedIn profile or name was found';
}

function complete(
	fields: LeadFields,
	frame: Frame,
	label: string | undefined,
	options: ReadOptions,
	{ sourceId, origin }: { sourceId?: string; origin: string },
): LeadFields {
	const source = fields.source ?? options.defaultSource ?? label ?? fields.firstUtm?.source;
	const campaign = fields.campaign ?? frame.campaign ?? options.defaults?.campaign;
	const channel = fields.channel ?? frame.channel ?? options.defaults?.channel;
	const { cost, topics, lists } = options.defaults ?? {};
	return {
		...fields,
		...(source ? { source } : {}),
		...(campaign ? { campaign } : {}),
		...(channel ? { channel } : {}),
		...(sourceId ? { sourceId, externalIds: { ...fields.externalIds, [origin]: sourceId } } : {}),
		...(cost !== undefined && fields.cost === undefined ? { cost } : {}),
		...(topics ? { topics: [...new Set([...(fields.topics ?? []), ...topics])] } : {}),
		...(lists ? { lists: [...new Set([...(fields.lists ?? []), ...lists])] } : {}),
		...(frame.isTest || fields.isTest || isTestAddress(fields.email, options.testPatterns)
			? { isTest: true }
			: {}),
	};
}

/** 'test@…', 'test+1@…', 'test.user@…' and the user's own patterns. */
function isTestAddress(email: string | undefined, patterns: readonly string[] = []): boolean {
	if (email === undefined) return false;
	const address = email.toLowerCase();
	return (
		/^test([+._-][^@]*)?@/u.test(address) ||
		patterns.some((pattern) => pattern !== '' && address.includes(pattern.toLowerCase()))
	);
}
