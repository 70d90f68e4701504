/** A piece of HTML that is safe to put into a page: everything in it was escaped or written by us. */
export class Html {
	constructor(readonly text: string) {}
	toString(): string {
		return this.text;
	}
}

/** What may stand in a template: texts are escaped, pieces of HTML and lists of them go in as they are, nothing is left out. */
export type Insert = Html | string | number | undefined | false | readonly Insert[];

/**
 * Writes HTML with escaped values: `html\`<p>${name}</p>\``. Safe between tags and inside quoted attributes; an address has to go
 * through `safeUrl` first. There is no way to put a text in unescaped.
 */
export function html(parts: TemplateStringsArray, ...values: Insert[]): Html {
	let text = parts[0] ?? '';
	for (const [index, value] of values.entries()) text += insert(value) + (parts[index + 1] ?? '');
	return new Html(text);
}

/** Escapes what has a meaning in HTML, between tags and in quoted attributes; control characters that HTML forbids are left out. */
export function escapeHtml(text: string): string {
	return text.replace(forbidden, '').replace(/[&<>"'`]/g, (char) => entities[char] ?? '');
}

/** An http, https, mailto or tel address as it may stand in `href`; '#' for every other text. */
export function safeUrl(text: string): string {
	if (!URL.canParse(text)) return '#';
	const url = new URL(text);
	return ['http:', 'https:', 'mailto:', 'tel:'].includes(url.protocol) ? url.href : '#';
}

function insert(value: Insert): string {
	if (value === undefined || value === false) return '';
	if (value instanceof Html) return value.text;
	if (typeof value === 'string') return escapeHtml(value);
	if (typeof value === 'number') return String(value);
	return value.map(insert).join('');
}

const entities: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
	'`': '&#96;',
};

const forbidden = new RegExp(
	'[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f\\ufffe\\uffff]',
	'g',
);
