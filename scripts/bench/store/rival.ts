/** A database without the store around it: what writing the same rows costs at least. Each returns how many rows it wrote or found. */
export interface Rival {
	/** Saves new leads with key, touchpoint and audit, so many per commit. */
	save(from: number, count: number, perCommit: number): number | Promise<number>;
	/** Saves new leads, each in a commit of its own, so many at a time where the client can. */
	saveSingly(from: number, count: number, atOnce: number): number | Promise<number>;
	/** Updates the same leads one version further each time, with audit. */
	update(from: number, count: number, perCommit: number): number | Promise<number>;
	/** Keeps receipts, each in a commit of its own that is safe on disk where the database is set so. */
	keepReceipts(from: number, count: number, atOnce: number): number | Promise<number>;
	/** How many of these people's addresses are known. */
	lookUp(numbers: number[]): number | Promise<number>;
	/** How many leads there are. */
	count(): number | Promise<number>;
	close(): void | Promise<void>;
}
