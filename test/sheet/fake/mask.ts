/** A field mask as a tree: a leaf is `true`. */
type Mask = Map<string, Mask | true>;

/** Keeps only what a field mask names, e.g. 'sheets(properties.title,data/rowData)'; no mask keeps all. */
export function applyMask(value: unknown, fields: string | null): unknown {
	return fields && fields !== '*' ? pick(value, parse(fields)) : value;
}

function pick(value: unknown, mask: Mask | true): unknown {
	if (mask === true || mask.has('*')) return value;
	if (Array.isArray(value)) return value.map((each) => pick(each, mask));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).flatMap(([key, inner]) => {
			const sub = mask.get(key);
			return sub === undefined ? [] : [[key, pick(inner, sub)]];
		}),
	);
}

function parse(text: string): Mask {
	let at = 0;
	const list = (): Mask => {
		const mask: Mask = new Map();
		while (at < text.length && text[at] !== ')') {
			path(mask);
			if (text[at] === ',') at++;
		}
		return mask;
	};
	const path = (mask: Mask): void => {
		const name = /[^,()./]+/y;
		name.lastIndex = at;
		const key = name.exec(text)?.[0] ?? '';
		at += Math.max(key.length, 1);
		const old = mask.get(key);
		const inner: Mask = old instanceof Map ? old : new Map();
		if (text[at] === '.' || text[at] === '/') {
			at++;
			path(inner);
		} else if (text[at] === '(') {
			at++;
			for (const [sub, rest] of list()) inner.set(sub, rest);
			at++;
		} else {
			mask.set(key, true);
			return;
		}
		mask.set(key, old === true ? true : inner);
	};
	return list();
}
