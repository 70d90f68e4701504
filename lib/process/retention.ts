import type { Retainable } from '../store/reporting';
import type { ProcessContext } from './context';
import { pagesOf } from './pages';

/** For how many days what is kept; 0 keeps it for good. */
export type AgeLimits = Record<Retainable, number>;

const dayMs = 86_400_000;

/** Lets go, or counts, what is older than its limit, a page at a time; returns how much that was. */
export async function retain(
	{ store, now, pause }: ProcessContext,
	limits: AgeLimits,
	dryRun: boolean,
): Promise<AgeLimits> {
	const gone: AgeLimits = { receipts: 0, touchpoints: 0, changes: 0, merges: 0 };
	for (const kind of ['receipts', 'touchpoints', 'changes', 'merges'] as const) {
		if (limits[kind] <= 0) continue;
		const before = new Date(now - limits[kind] * dayMs).toISOString();
		const query = { of: kind, before, dryRun };
		for await (const { rows } of pagesOf((place) => store.retain({ ...query, ...place }), pause))
			gone[kind] += rows;
	}
	return gone;
}
