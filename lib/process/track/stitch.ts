import { inBatches } from '../../store/batches';
import type { ProcessContext } from '../context';

/** Somebody who said on a browser who they are. */
export interface Identified {
	/** The browser's visitor id. */
	visitor: string;
	leadId: string;
}

/** A visitor id as the website's script makes them; anything else is nobody's. */
export function isVisitor(text: string): boolean {
	return /^[\w-]{6,60}$/.test(text);
}

/**
 * Joins browsers with leads: what was done there before anybody knew who it was becomes the lead's, and so does what comes. A lead
 * may have many browsers; on one that two people use, a visit is whose who last said so. Nothing is done where all is known.
 */
export async function stitch(
	context: ProcessContext,
	identified: readonly Identified[],
): Promise<void> {
	const wanted = [
		...new Map(
			identified
				.filter(({ visitor }) => isVisitor(visitor))
				.map((one) => [`${one.visitor} ${one.leadId}`, one]),
		).values(),
	];
	const known = await inBatches(
		wanted.map(({ visitor }) => visitor),
		async (slice) => await context.store.visitorsOf(slice),
	);
	const settled = new Set(
		known.filter(({ shared }) => !shared).map(({ visitor, leadId }) => `${visitor} ${leadId}`),
	);
	await stitchNow(
		context,
		wanted.filter(({ visitor, leadId }) => !settled.has(`${visitor} ${leadId}`)),
	);
}

/** Joins browsers with leads although they may be known: for what came in meanwhile, and to keep a shared one for the visit. */
export async function stitchNow(
	{ store, newId, by }: ProcessContext,
	identified: readonly Identified[],
): Promise<void> {
	const requests = identified.map(({ visitor, leadId }) => ({
		visitor,
		leadId,
		mergeId: newId(),
		by,
	}));
	await inBatches(requests, async (slice) => await store.stitch(slice));
}
