/**
 * The words of an HTML text; block ends become line ends. The text is a stranger's, so it is gone through once, whatever stands in
 * it. As in a browser (HTML, 13.2.5), '<' before anything but a letter, '/', '!' or '?' is itself, and a style, script or comment that
 * is not closed hides what follows.
 * @example textOfHtml('<p>Hi<br>you</p>') //=> 'Hi\nyou'
 */
export function textOfHtml(html: string): string {
	return withoutTags(html)
		.replace(
			/&(nbsp|amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-f]{1,6});/gi,
			(all, name: string) => entity(name) ?? all,
		)
		.replace(/[ \t]+/g, ' ')
		.replace(/ ?\n ?/g, '\n')
		.trim();
}

/** Elements whose content nobody sees. */
const hidden = new Set(['style', 'script', 'head']);
const blockEnd = /^(?:br|\/(?:p|div|tr|li|h\d|table))$/;

function withoutTags(html: string): string {
	const words: string[] = [];
	/** The element that hides what stands here. */
	let inside: string | undefined;
	/** Where the words begin that are not taken yet, and where the next tag is looked for. */
	let from = 0;
	let at = 0;
	for (;;) {
		const open = html.indexOf('<', at);
		if (open < 0) break;
		at = open + 1;
		const name = nameAt(html, at);
		if (inside === undefined ? name === '' : !isEndOf(inside, name)) continue;
		if (inside === undefined) words.push(html.slice(from, open));
		const isComment = name.startsWith('!--');
		// Where there is no end, there is none for later ones either: so the rest is searched once.
		const end = html.indexOf(isComment ? '-->' : '>', at);
		if (end < 0) {
			from = isComment ? html.length : open;
			break;
		}
		words.push(blockEnd.test(name) ? '\n' : ' ');
		inside = inside === undefined && hidden.has(name) ? name : undefined;
		at = end + (isComment ? 3 : 1);
		from = at;
	}
	if (inside === undefined) words.push(html.slice(from));
	return words.join('');
}

/** A head also ends where the body begins. */
function isEndOf(inside: string, name: string): boolean {
	return name === `/${inside}` || (inside === 'head' && name === 'body');
}

/** What stands behind '<': 'p', '/p', '!--', or nothing when it opens no tag. Long names are cut: we know no long one. */
function nameAt(html: string, at: number): string {
	tagName.lastIndex = at;
	return tagName.exec(html)?.[0].toLowerCase() ?? '';
}

const tagName = /!--|[!?]|\/?[a-z][^\s/>]{0,20}|\//iy;

function entity(name: string): string | undefined {
	const named: Record<string, string> = {
		nbsp: ' ',
		amp: '&',
		lt: '<',
		gt: '>',
		quot: '"',
		apos: "'",
	};
	const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
	if (!name.startsWith('#')) return named[name.toLowerCase()];
	return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
