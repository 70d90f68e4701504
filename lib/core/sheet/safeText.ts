/**
 * What a spreadsheet program may take for a formula or a command: = + - @ | and the characters that end a cell in exports,
 * also in their full-width forms and behind spaces and invisible characters (OWASP, CSV injection).
 */
const risky =
	/^[\s\u00A0\u00AD\u034F\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]*[=+\-@|]|^[\t\r\n]/;
/** Phone numbers in E.164 form and plain numbers are harmless and stay as they are. */
const harmless = /^\+\d{6,15}$|^-?\d+(?:\.\d+)?$/;

/** Cells hold at most this many characters; longer texts end with an ellipsis (limit of Google Sheets). */
export const longestCell = 50_000;

/**
 * A text as it is written to a cell: one that could be taken for a formula gets an apostrophe in front.
 *
 * @example safeText('=HYPERLINK("https://example.com")') //=> '\'=HYPERLINK("https://example.com")'
 * @example safeText('+4930901820') //=> '+4930901820'
 */
export function safeText(text: string): string {
	const safe = isRisky(text) ? `'${text}` : text;
	return safe.length > longestCell ? `${safe.slice(0, longestCell - 1)}…` : safe;
}

/** The text that `safeText` was given, for every text that fits into a cell. */
export function plainText(cell: string): string {
	return cell.startsWith("'") && isRisky(cell.slice(1)) ? cell.slice(1) : cell;
}

/** Apostrophes in front count as nothing, so that a text which already carries one keeps it on the way back. */
function isRisky(text: string): boolean {
	const bare = text.replace(/^'+/, '').slice(0, 200);
	if (harmless.test(bare)) return false;
	return risky.test(bare) || risky.test(bare.normalize('NFKC'));
}
