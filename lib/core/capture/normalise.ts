import { contentHash } from './hash';
import { recognise } from './presets';
import type { Frame } from './presets/preset';
import { cleanPayload, type Json } from './read/clean';
import { understand } from './read/fields';
import { flatten } from './read/flatten';
import { notALead, submissionOf } from './finish';
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
	const about = { frame, preset, label, meta, options, hash: contentHash(content), notes };
	const refusal = notALead(about);
	if (refusal) return refusal;
	const entries = frame.entries ?? [
		...flatten(frame.body),
		...(frame.also ? flatten(frame.also) : []),
	];
	const mapping = frame.mapping ?? options.mapping;
	return submissionOf(understand(entries, mapping), entries.length, about);
}
