import {
	documentProcess,
	type DocumentedNode,
	type ProcessDocument,
} from '../../core/report/document';
import type { ProcessContext } from '../context';

/** What is asked of a process document. */
export interface DocumentRequest {
	owner: string;
	reviewEveryDays: number;
	buyerStages: Readonly<Record<string, string>>;
	nodes: DocumentedNode[];
	reviewed: boolean;
}

const mostSequences = 200;

/** Gathers what runs, describes it, and remembers it, so that the next document can say what changed. */
export async function documentOf(
	{ store, settings, now, by }: ProcessContext,
	request: DocumentRequest,
): Promise<ProcessDocument> {
	const [reps, sequences] = await Promise.all([store.reps(), store.listSequences(mostSequences)]);
	const { processLog } = settings;
	const made = documentProcess({
		...request,
		settings,
		reps,
		sequences,
		now,
		by,
		...(processLog && { log: processLog }),
	});
	await store.saveSettings({ processLog: made.log });
	return made;
}
