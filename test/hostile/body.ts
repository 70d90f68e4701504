/** A body as it goes over the wire. */
export interface Body {
	name: string;
	bytes: Buffer;
	type?: string;
	headers?: Record<string, string>;
}

/** Content types of what is sent most. */
export const json = 'application/json';
export const form = 'application/x-www-form-urlencoded';
