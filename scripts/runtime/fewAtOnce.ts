/** Runs jobs, a few at a time; the answers in the order of the jobs. */
export async function fewAtOnce<T>(
	jobs: ReadonlyArray<() => Promise<T>>,
	most: number,
): Promise<T[]> {
	const answers: T[] = [];
	const open = jobs.entries();
	const work = async () => {
		for (const [at, job] of open) answers[at] = await job();
	};
	await Promise.all(Array.from({ length: most }, work));
	return answers;
}
