import type { LearnedModel } from '../../core/score/learn/model';
import type { LearnedVersion, WorkspaceSettings } from '../../core/workspace/settings';
import type { ProcessContext } from '../context';

/** How many tables are kept beside the one in use: settings are read by every run and stay small. */
const keptBefore = 2;

/** Keeps a learned table as the one in use from now on, with the next version; the ones before it can be gone back to. */
export async function keepLearned(
	{ store, now }: ProcessContext,
	model: LearnedModel,
	{ edited = false } = {},
): Promise<number> {
	const { learnedScore, learnedBefore = [] } = await store.settings();
	const version = (learnedScore?.version ?? 0) + 1;
	const before = learnedScore ? [learnedScore, ...learnedBefore] : learnedBefore;
	await store.saveSettings({
		learnedScore: {
			version,
			at: new Date(now).toISOString(),
			model,
			...(edited && { edited }),
		},
		learnedBefore: before.slice(0, keptBefore),
	});
	return version;
}

/** The learned tables that are there, newest first. */
export function learnedVersions({
	learnedScore,
	learnedBefore = [],
}: Pick<WorkspaceSettings, 'learnedScore' | 'learnedBefore'>): LearnedVersion[] {
	return learnedScore ? [learnedScore, ...learnedBefore] : learnedBefore;
}
