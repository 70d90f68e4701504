import { printable } from './address';

/**
 * The colours of mails: as the author's html has them in the light, and readable where a mail program shows them on black. Those
 * that know no style sheets (RFC 1866 is all they owe) keep what is written at the elements.
 */
const style = [
	':root{color-scheme:light dark;supported-color-schemes:light dark}',
	'body,.mail{overflow-wrap:anywhere}',
	'.mail a{color:#0b57d0}',
	'.mail img{max-width:100%;height:auto}',
	'.mail ul,.mail ol{padding-left:24px}',
	'@media (prefers-color-scheme:dark){body.page{background:#1b1b1d!important;color:#e6e6e6!important}.mail a{color:#8ab4f8!important}.mail .foot,.mail .foot a{color:#a8a8a8!important}}',
].join('');

/** Invisible marks behind the preheader: a mail program that shows more than it fills up with them, not with the first sentence again. */
const filler = '&#847;&zwnj;&nbsp;'.repeat(30);

/** A full page around the html of a mail, unless the author wrote one; the preheader stands first and is not shown. */
export function mailPage({
	html,
	preheader,
	subject,
	language,
}: {
	html: string;
	preheader?: string;
	subject: string;
	/** BCP 47, for those who have mails read to them. */
	language?: string;
}): string {
	const hidden =
		preheader === undefined
			? ''
			: `<div style="display:none;max-height:0;overflow:hidden">${entities(line(preheader))}${filler}</div>`;
	if (/<body\b/i.test(html)) return html.replace(/<body\b[^>]*>/i, (tag) => `${tag}${hidden}`);
	const lang = language === undefined ? '' : ` lang="${entities(line(language))}"`;
	return (
		`<!DOCTYPE html>\n<html${lang}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\n` +
		`<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">\n` +
		`<title>${entities(line(subject))}</title>\n<style>${style}</style></head>\n` +
		`<body class="page" style="margin:0;padding:20px 16px;background:#ffffff;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;color:#222222">\n` +
		`${hidden}<div class="mail" style="max-width:600px">\n${html}\n</div>\n</body></html>\n`
	);
}

/** One line without control characters. */
export function line(text: string): string {
	return printable(String(text)).trim();
}

function entities(text: string): string {
	return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
