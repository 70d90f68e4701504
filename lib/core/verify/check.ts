import type { CheckStatus } from '../lead/lead';

/**
 * What a check of one piece of contact data came to. `unknown` means that nothing could be said and is never treated
 * as invalid; `risky` means that it may well be right but deserves a look.
 */
export interface Check {
	/** The lead's field that was checked. */
	field: string;
	status: CheckStatus;
	/** Why, in words a user understands; absent where there is nothing to say. */
	reason?: string;
	/** What was probably meant. Shown to people, never put in place of the value by itself. */
	suggestion?: string;
}
