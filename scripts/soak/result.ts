/** What a soak run came to. */
export interface SoakResult {
	passed: boolean;
	/** What was done and counted, in a sentence or two. */
	said: string;
}
