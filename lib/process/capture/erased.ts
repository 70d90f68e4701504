import { keysOf } from '../../core/capture/identity';
import type { Suppression } from '../../core/nurture/types';
import type { LeadStore } from '../../store/port';
import type { Job } from './types';

/** What a submission of somebody erased is told. */
export const erasedReason =
	'This person was erased, and files and tables do not bring them back. Who writes to us again by a form of Lead Capture Trigger becomes a lead anew';

/**
 * Submissions of people who were erased: an old file, table or row must not bring them back. What came to a trigger has a receipt
 * and is somebody's own new word. The e-mail decides; a phone only where there is none, since a family shares it.
 */
export async function erasedAmong(
	store: LeadStore,
	jobs: readonly Job[],
): Promise<ReadonlySet<Job>> {
	const asked = new Map<Job, string>();
	const who = new Map<string, Pick<Suppression, 'kind' | 'value'>>();
	for (const job of jobs) {
		const { submission, receipt } = job.wish;
		if (submission.kind !== 'lead' || receipt !== undefined) continue;
		const keys = keysOf(submission.fields);
		const key =
			keys.find(({ kind }) => kind === 'email') ?? keys.find(({ kind }) => kind === 'phone');
		if (key?.kind !== 'email' && key?.kind !== 'phone') continue;
		const text = `${key.kind}:${key.value}`;
		asked.set(job, text);
		who.set(text, { kind: key.kind, value: key.value });
	}
	if (who.size === 0) return new Set();
	const found = await store.suppressed([...who.values()]);
	const gone = new Set(
		found.filter(({ reason }) => reason === 'erased').map(({ kind, value }) => `${kind}:${value}`),
	);
	return new Set([...asked].filter(([, text]) => gone.has(text)).map(([job]) => job));
}
