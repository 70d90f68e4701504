/** Does `total` pieces of work, `workers` at a time. @returns the sum of what they answered */
export async function parallel(
	workers: number,
	total: number,
	work: (index: number) => Promise<number>,
): Promise<number> {
	let next = 0;
	let sum = 0;
	const worker = async () => {
		while (next < total) {
			const answer = await work(next++);
			sum += answer;
		}
	};
	await Promise.all(Array.from({ length: workers }, worker));
	return sum;
}
