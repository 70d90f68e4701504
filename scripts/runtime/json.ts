/** A parsed JSON object. */
export type Json = Record<string, unknown>;

/** Whether a parsed value is an object with named members. */
export function isJson(value: unknown): value is Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member at a path of names, or undefined where the path ends early. */
export function at(value: unknown, ...path: string[]): unknown {
	return path.reduce<unknown>((inner, name) => (isJson(inner) ? inner[name] : undefined), value);
}

/**
 * The text at a path of names.
 * @throws where there is none, naming the path
 */
export function textAt(value: unknown, ...path: string[]): string {
	const found = at(value, ...path);
	if (typeof found !== 'string') {
		throw new Error(
			`Expected a text at '${path.join('.')}' in ${JSON.stringify(value).slice(0, 300)}`,
		);
	}
	return found;
}

/** The list at a path of names; an empty one where there is none. */
export function listAt(value: unknown, ...path: string[]): unknown[] {
	const found = at(value, ...path);
	return Array.isArray(found) ? found : [];
}
