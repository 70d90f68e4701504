import { suspicionOf } from '../form/suspicion';
import type { Frame } from './presets/preset';
import { buildFields, type LeadFields } from './read/build';
import { textOf } from './read/entry';
import type { Understood } from './read/fields';
import { instantOf } from './read/instant';
import type { ReadOptions, RejectedSubmission, Submission, SubmissionMeta } from './submission';

/** A submission with what is known of it beside its answers. */
export interface About {
	frame: Frame;
	preset: string;
	/** The preset's name; absent where leads shall not be named after it. */
	label?: string;
	meta: SubmissionMeta;
	options: ReadOptions;
	/** Hash of the content. */
	hash: string;
	notes: string[];
}

/** Why a frame is no submission with fields: a deletion, or a notification whose fields lie at the provider. */
export function notALead(about: About): RejectedSubmission | undefined {
	const { frame, label } = about;
	if (frame.notALead !== undefined) {
		return { kind: 'rejected', code: 'notALead', reason: frame.notALead, ...factsOf(about) };
	}
	if (frame.waitsFor === undefined) return undefined;
	const reason = `The notification names lead '${frame.waitsFor}' only; its fields have to be fetched from ${label ?? 'the provider'}`;
	return { kind: 'rejected', code: 'waitsForFields', reason, ...factsOf(about) };
}

/** Makes a submission of understood answers: a lead, or the reason why nobody can be contacted. */
export function submissionOf(understood: Understood, answers: number, about: About): Submission {
	const { frame, preset, label, meta, options, notes } = about;
	const facts = factsOf(about, understood);
	const fields = buildFields(understood, {
		...(options.defaultCountry ? { defaultCountry: options.defaultCountry } : {}),
		at: facts.occurredAt,
		...pick(frame, meta),
		trusted: options.trusted ?? false,
	});
	const missing = whyNoLead(fields, answers);
	if (missing !== undefined)
		return { kind: 'rejected', code: 'noIdentity', reason: missing, ...facts };
	const completed = complete(fields, frame, isNamed(preset) ? label : undefined, options, facts);
	if (frame.consent) {
		const { confirmAt: _address, ...told } = frame.consent;
		const { ip, userAgent } = meta;
		completed.consent = [
			...(completed.consent ?? []),
			{
				...told,
				given: told.pending !== true,
				at: facts.occurredAt,
				...(ip ? { ip } : {}),
				...(userAgent ? { userAgent: userAgent.slice(0, 500) } : {}),
			},
		];
	}
	const now = meta.receivedAt;
	const suspicion =
		frame.signs &&
		suspicionOf(frame.signs, completed, { now, defaultCountry: options.defaultCountry });
	const confirmAt = frame.consent?.pending ? frame.consent.confirmAt : undefined;
	const { fields: own, referralCode } = recommended(completed, options);
	return {
		kind: 'lead',
		fields: own,
		...(referralCode ? { referralCode } : {}),
		...(suspicion ? { suspicion } : {}),
		touchType: frame.touchType ?? 'form.submit',
		...(frame.form ? { form: frame.form } : {}),
		...(confirmAt ? { confirmAt } : {}),
		notes,
		...facts,
	};
}

/** A code that comes in is somebody else's: it says who recommended us, unless the submission names them. */
function recommended(
	fields: LeadFields,
	{ ownCodes }: ReadOptions,
): { fields: LeadFields; referralCode?: string } {
	const { referralCode, ...others } = fields;
	if (referralCode === undefined || ownCodes) return { fields };
	return { fields: { ...others, referredBy: fields.referredBy ?? referralCode }, referralCode };
}

function factsOf({ frame, preset, hash, meta, options }: About, understood?: Understood) {
	const id = frame.sourceId ?? idOf(understood);
	return {
		preset,
		// A provider's ids are unique at the provider; those of any form or table only where they come from.
		origin: isNamed(preset) ? preset : (options.origin ?? preset),
		hash,
		...(id === undefined ? {} : { sourceId: id }),
		occurredAt: timeOf(frame, meta, understood),
	};
}

function isNamed(preset: string): boolean {
	return preset !== 'generic' && preset !== 'import';
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
