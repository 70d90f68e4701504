import type { ProcessContext } from '../context';

const portion = 1_000;

/**
 * Ends the open enrolments of leads, in one sequence or in all.
 * @returns names of the sequences that were ended, by lead; stopping twice ends nothing more
 */
export async function stopSequences(
	{ store, by, pause }: ProcessContext,
	leadIds: readonly string[],
	sequence?: string,
): Promise<Map<string, string[]>> {
	const stopped = new Map<string, string[]>();
	for (let start = 0; start < leadIds.length; start += portion) {
		const ids = leadIds.slice(start, start + portion);
		const open = (await store.enrolmentsOf(ids)).filter(
			(one) =>
				(one.state === 'active' || one.state === 'waitingTask') &&
				(sequence === undefined || one.sequence === sequence),
		);
		await store.stopEnrolments({ leadIds: ids, by, ...(sequence !== undefined && { sequence }) });
		for (const one of open)
			stopped.set(one.leadId, [...(stopped.get(one.leadId) ?? []), one.sequence]);
		await pause?.();
	}
	return stopped;
}
