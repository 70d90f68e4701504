import {
	emailKey,
	externalKey,
	keysOf,
	keyText,
	namesAgree,
	type Key,
} from '../../core/capture/identity';
import type { LeadFields } from '../../core/capture/read/build';
import type { LeadSubmission } from '../../core/capture/submission';
import type { Known, Working } from './known';
import type { CaptureOptions } from './types';

/** Whose a submission is: the lead, and another lead that part of its data belongs to. */
export interface Owner {
	lead?: Working;
	other?: Working;
	/** Keys of the submission that its lead must not take, because they belong to `other`. */
	taken: Key[];
	reason?: string;
}

const order = ['email', 'external', 'linkedin'] as const;

/**
 * Finds the lead of a submission. E-mail, the provider's id, external ids and LinkedIn profiles identify; a phone does so
 * only when the submission has no e-mail, exactly one lead has that phone and the names do not disagree. Where keys point
 * at two leads, the e-mail's owner is meant and the other is left alone. A submission's id under another e-mail than
 * before does not identify: forms and tables reuse their numbers.
 */
export function ownerOf(submission: LeadSubmission, known: Known, options: CaptureOptions): Owner {
	const { fields, origin, sourceId } = submission;
	const keys = keysOf(fields);
	const own = sourceId === undefined ? undefined : keyText(externalKey(origin, sourceId));
	const first =
		options.matchBy === 'phone' || options.matchBy === undefined ? 'email' : options.matchBy;
	const hits = new Map<Working, Key[]>();
	for (const kind of [first, ...order.filter((one) => one !== first)]) {
		for (const key of keys.filter((one) => one.kind === kind)) {
			for (const lead of known.owners(key)) hits.set(lead, [...(hits.get(lead) ?? []), key]);
		}
	}
	const isReused = ({ lead }: Working, by: Key[]) =>
		options.matchBy !== 'external' &&
		by.every((key) => keyText(key) === own) &&
		!samePerson(lead, fields);
	const mine = [...hits].filter(([lead, by]) => !isReused(lead, by));
	const byNumber = options.matchBy === 'phone' || fields.email === undefined;
	const found = mine[0]?.[0] ?? (byNumber ? byPhone(submission, keys, known) : undefined);
	const conflict = mine.find(([lead]) => lead !== found);
	const codes = keys.filter(
		(key) => key.kind === 'referral' && known.owners(key).some((lead) => lead !== found),
	);
	return {
		...(found ? { lead: found } : {}),
		...(conflict ? { other: conflict[0] } : {}),
		taken: [...[...hits].filter(([lead]) => lead !== found).flatMap(([, by]) => by), ...codes],
		...(conflict
			? {
					reason: `Its ${wordsFor(conflict[1])} belongs to another lead, ${conflict[0].lead.leadId}, which was left as it is`,
				}
			: {}),
	};
}

/** A number that a form or table gives again is no proof against another e-mail or name. */
function samePerson(lead: LeadFields, fields: LeadFields): boolean {
	if (lead.email && fields.email) return emailKey(lead.email) === emailKey(fields.email);
	if (lead.phoneE164 && lead.phoneE164 === fields.phoneE164) return namesAgree(lead, fields);
	return lead.fullName !== undefined && fields.fullName !== undefined && namesAgree(lead, fields);
}

function byPhone(submission: LeadSubmission, keys: Key[], known: Known): Working | undefined {
	const key = keys.find(({ kind }) => kind === 'phone');
	if (!key) return undefined;
	const owners = known.owners(key);
	const [only] = owners;
	return owners.length === 1 && only && namesAgree(only.lead, submission.fields) ? only : undefined;
}

function wordsFor(keys: readonly Key[]): string {
	const names = {
		email: 'e-mail',
		provider: 'submission id',
		external: 'external id',
		linkedin: 'LinkedIn profile',
		phone: 'phone',
		referral: 'referral code',
	};
	return [...new Set(keys.map(({ kind }) => names[kind]))].join(' and ');
}
