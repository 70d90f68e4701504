import { isMergeField } from './mergeFields';

/** Where a text is shown, which decides how values are escaped. */
export type TextKind = 'text' | 'line' | 'html';

/** A text with merge tags, read once and rendered for many leads. */
export interface MergeText {
	/** Names of the tags in order of first use. */
	readonly tags: readonly string[];
	/** Fills in the values; a tag that has neither value nor fallback is named instead of being sent as it stands. */
	render(valueOf: (name: string) => string | undefined): RenderResult;
}

/** The finished text, or the tags that have no value. */
export type RenderResult = { kind: 'done'; text: string } | { kind: 'missing'; tags: string[] };

/** A compiled text, or what is wrong with it. */
export type MergeResult =
	{ kind: 'compiled'; text: MergeText } | { kind: 'wrong'; problems: string[] };

/**
 * Compiles a text with tags `{{field}}` or `{{field|fallback}}`. There is no logic in tags, they do not nest, and what is
 * filled in is never read again. In html, values are escaped for where they stand: text, attribute, or address of a link.
 *
 * @param kind `line` is one line (subject, preheader): line breaks in values become spaces
 * @example compileMerge('Hello {{firstName|there}}', 'text') //=> 'Hello Ann', or 'Hello there'
 */
export function compileMerge(source: string, kind: TextKind): MergeResult {
	const parts: Part[] = [];
	const problems: string[] = [];
	const tags = new Set<string>();
	const html = kind === 'html' ? htmlReader() : undefined;
	const plain: Place = kind === 'line' ? 'line' : 'text';
	let end = 0;
	for (const match of source.matchAll(/\{\{([^{}]*)\}\}/g)) {
		const literal = source.slice(end, match.index);
		parts.push(literal);
		end = match.index + match[0].length;
		const [name = '', fallback] = splitOnce(match[1] ?? '');
		const place = html?.placeAfter(literal) ?? plain;
		if (!isMergeField(name))
			problems.push(`'${match[0]}' is no field. Choose one from the list of fields.`);
		if (place === 'forbidden') {
			problems.push(
				`'${match[0]}' stands inside a tag, a style or a script. Put it in the text or in quotes.`,
			);
		}
		tags.add(name);
		parts.push({ name, fallback, place });
	}
	parts.push(source.slice(end));
	for (const part of parts) {
		if (typeof part === 'string') problems.push(...leftovers(part));
	}
	if (problems.length > 0) return { kind: 'wrong', problems };
	return {
		kind: 'compiled',
		text: { tags: [...tags], render: (valueOf) => render(parts, valueOf) },
	};
}

/** Writes characters that mean something in html as entities. */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>"'`]/g, (char) => `&#${char.charCodeAt(0)};`);
}

type Place = 'text' | 'line' | 'htmlText' | 'attribute' | 'url' | 'urlStart' | 'forbidden';
interface Tag {
	name: string;
	fallback: string | undefined;
	place: Place;
}
type Part = string | Tag;

function render(
	parts: readonly Part[],
	valueOf: (name: string) => string | undefined,
): RenderResult {
	const missing = new Set<string>();
	let text = '';
	for (const part of parts) {
		if (typeof part === 'string') {
			text += part;
			continue;
		}
		const value = valueOf(part.name) ?? part.fallback;
		const written = value === undefined ? undefined : writeAt(value, part.place);
		if (written === undefined) missing.add(part.name);
		else text += written;
	}
	return missing.size > 0 ? { kind: 'missing', tags: [...missing] } : { kind: 'done', text };
}

function writeAt(value: string, place: Place): string | undefined {
	switch (place) {
		case 'text':
			return value;
		case 'line':
			return value.replace(/\s+/g, ' ');
		case 'htmlText':
			return escapeHtml(value).replace(/\n/g, '<br>');
		case 'attribute':
			return escapeHtml(value.replace(/\s+/g, ' '));
		case 'url':
			return encodeURIComponent(value);
		case 'urlStart':
			return /^(?:https?:\/\/|mailto:|tel:)/i.test(value) && !/\s/.test(value)
				? escapeHtml(value)
				: undefined;
		case 'forbidden':
			return undefined;
	}
}

function splitOnce(inner: string): [string, string | undefined] {
	const bar = inner.indexOf('|');
	if (bar < 0) return [inner.trim(), undefined];
	return [inner.slice(0, bar).trim(), inner.slice(bar + 1).trim()];
}

/** Placeholders that were never filled in, ours with a slip or another tool's: they must not reach anybody. */
function leftovers(literal: string): string[] {
	const found =
		/\{\{|\}\}|%[A-Z][A-Z_]+%|\*\|[A-Z_:]+\|\*|<<[\w ]+>>|\$\{\w+\}|\{(?:first|last|full|company)[ _]?name\}|\[(?:first|last|full|company|your)[ _]?name\]/i.exec(
			literal,
		);
	if (found === null) return [];
	return [
		`'${found[0]}' looks like a placeholder that nothing fills in. Write it as {{field|fallback}}.`,
	];
}

/** Follows html just far enough to know where a tag stands. */
function htmlReader(): { placeAfter(literal: string): Place } {
	let state: 'text' | 'tag' | 'value' | 'raw' | 'comment' = 'text';
	let quote = '';
	let attribute = '';
	let written = '';
	let element = '';
	const step = (rest: string): number => {
		const char = rest.charAt(0);
		if (state === 'text') {
			if (rest.startsWith('<!--')) state = 'comment';
			else if (/^<\/?[a-z]/i.test(rest)) {
				state = 'tag';
				element = /^<([a-z0-9]*)/i.exec(rest)?.[1]?.toLowerCase() ?? '';
			}
		} else if (state === 'comment') {
			if (rest.startsWith('-->')) state = 'text';
		} else if (state === 'raw') {
			if (rest.toLowerCase().startsWith(`</${element}`)) state = 'text';
		} else if (state === 'tag') {
			if (char === '>') state = element === 'style' || element === 'script' ? 'raw' : 'text';
			const named = /^([\w:-]+)\s*=\s*(["'])/.exec(rest);
			if (named !== null) {
				attribute = (named[1] ?? '').toLowerCase();
				quote = named[2] ?? '"';
				written = '';
				state = 'value';
				return named[0].length;
			}
		} else if (char === quote) state = 'tag';
		else written += char;
		return 1;
	};
	return {
		placeAfter(literal) {
			for (let at = 0; at < literal.length;) at += step(literal.slice(at, at + 80));
			if (state === 'text') return 'htmlText';
			if (state !== 'value' || attribute === 'style' || attribute.startsWith('on'))
				return 'forbidden';
			const isUrl = ['href', 'src', 'action', 'background', 'cite'].includes(attribute);
			const place = !isUrl ? 'attribute' : written.trim() === '' ? 'urlStart' : 'url';
			written += 'x';
			return place;
		},
	};
}
