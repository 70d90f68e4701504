/** One line of a comparison: ours and the rival's figure in the same unit, taken in the same process. */
export interface Line {
	what: string;
	unit: string;
	/** The best of the rounds. */
	ours: number;
	rival?: number;
	/** How often ours is better than the rival. */
	ratio?: number;
	/** Median and worst round of ours, where they were taken. */
	median?: number;
	max?: number;
}

/** What a row of the benchmark found. */
export interface BenchResult {
	name: string;
	lines: Line[];
	/** Ours and the rivals came to the same result. */
	same: boolean;
	/** Highest resident memory in MB, and the longest the event loop was held in ms. */
	peakMemoryMb?: number;
	longestBlockMs?: number;
	notes?: string[];
}
