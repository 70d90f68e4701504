/** Payloads in the shapes of providers, filled with people who do not exist, and what they have to become. */
export interface Shape {
	name: string;
	payload: unknown;
	/** Fields of the lead, `undefined` for what must not be set. */
	lead?: Record<string, unknown>;
	/** Facts beside the fields: preset, sourceId, occurredAt, touchType. */
	facts?: Record<string, unknown>;
	/** Part of the reason why it is none. */
	rejected?: RegExp;
}

/** The person in every payload. */
export const ann = { email: 'ann.lee@example.com', firstName: 'Ann', lastName: 'Lee' };
