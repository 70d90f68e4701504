import { Html, html } from './html';

/** How public pages look; everything has a default. */
export interface Look {
	/** '#rrggbb'; any other text is ignored. */
	color?: string;
	/** A font that the visitor's device may have, e.g. 'Georgia'. */
	font?: string;
	/** https address of an image. */
	logo?: string;
	/** Name of the company, shown above the page. */
	name?: string;
	/** BCP 47, e.g. 'en'. */
	language?: string;
}

/** What stands in a page. */
export interface PageContent {
	title: string;
	body: Html;
	look?: Look;
	/** Allows the page's own style (and script) under a strict Content-Security-Policy. */
	nonce?: string;
	/** A script of ours; needs `nonce` where a policy is sent. */
	script?: string;
	/** Wider for tables and timelines. */
	wide?: boolean;
	/** More style of ours. */
	style?: string;
	/** Class of the body, for `style`. */
	className?: string;
}

/**
 * A whole page: no outside resource but the logo, readable on a phone, by a screen reader, in light and in dark, and without scripts.
 * Values are escaped by `html`; style values of the look are checked here.
 */
export function page({
	title,
	body,
	look = {},
	nonce,
	script,
	wide = false,
	style = '',
	className,
}: PageContent): string {
	const attribute = nonce ? html` nonce="${nonce}"` : '';
	const logo = logoOf(look.logo);
	return html`<!doctype html>
<html lang="${look.language ?? 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style${attribute}>${new Html(styleOf(look, wide) + style)}</style>
</head>
<body${className !== undefined && html` class="${className}"`}>
<main>
${logo || look.name ? html`<p class="brand">${logo && html`<img src="${logo}" alt="${look.name ?? ''}" height="40" />`}${!logo && look.name}</p>` : ''}
${body}
</main>
${script !== undefined && html`<script${attribute}>${new Html(script)}</script>`}
</body>
</html>
`.text;
}

function logoOf(logo: string | undefined): string | undefined {
	if (!logo || !URL.canParse(logo)) return undefined;
	const url = new URL(logo);
	return url.protocol === 'https:' ? url.href : undefined;
}

/** Colours and fonts come from users: only what cannot be anything else gets into the style. */
function styleOf({ color, font }: Look, wide: boolean): string {
	const accent = color && /^#[0-9a-f]{6}$/i.test(color) ? color : '#1f5fbf';
	const family = font && /^[\p{L}\d][\p{L}\d -]{0,40}$/u.test(font) ? `"${font}",` : '';
	return `
:root{--accent:${accent};--link:${accent};--on:${onColor(accent)};--back:#f4f5f7;--card:#fff;--text:#1c2430;--soft:#5a6472;--line:#d9dde3}
@media (prefers-color-scheme:dark){:root{--link:color-mix(in srgb,var(--accent) 60%,#fff);--back:#14181d;--card:#1d232b;--text:#e7ebf0;--soft:#a4aebb;--line:#38414c}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--text);font:1rem/1.5 ${family}system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:${wide ? '60rem' : '34rem'};margin:4vh auto;padding:1.5rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem}
@media (max-width:40rem){main{margin:0;border:0;border-radius:0;min-height:100vh}}
h1{font-size:1.4rem;line-height:1.25;margin:.2rem 0 1rem}h2{font-size:1.1rem;margin:1.5rem 0 .5rem}
.brand{font-weight:600;margin:0 0 1rem}.soft{color:var(--soft)}
button,.button{font:inherit;font-weight:600;padding:.65rem 1.2rem;border:1px solid var(--accent);border-radius:.4rem;background:var(--accent);color:var(--on);cursor:pointer;text-decoration:none;display:inline-block}
button.quiet{background:transparent;color:var(--text);border-color:var(--line)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
fieldset{border:0;padding:0;margin:0 0 1rem}label{display:block;margin:.6rem 0}label.row{display:flex;gap:.6rem;align-items:flex-start}
input[type=text],input[type=email],input[type=tel],input[type=url],input[type=number],input[type=date],select,textarea{width:100%;font:inherit;padding:.55rem;border:1px solid var(--line);border-radius:.35rem;background:var(--card);color:var(--text)}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.4rem .5rem;border-bottom:1px solid var(--line)}
ol.timeline{list-style:none;margin:1rem 0;padding:0 0 0 1rem;border-left:3px solid var(--line)}ol.timeline li{margin:0 0 1rem;position:relative}
ol.timeline li::before{content:"";position:absolute;left:-1.45rem;top:.45rem;width:.7rem;height:.7rem;border-radius:50%;background:var(--accent)}
ol.timeline li.machine{color:var(--soft)}ol.timeline li.machine::before{background:var(--line)}
time{color:var(--soft);font-size:.875rem;display:block}blockquote{margin:.3rem 0 0;padding-left:.8rem;border-left:2px solid var(--line);white-space:pre-wrap;overflow-wrap:anywhere}
`;
}

/** Black or white, whichever is easier to read on a colour (WCAG relative luminance). */
function onColor(hex: string): string {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
		const part = parseInt(hex.slice(at, at + 2), 16) / 255;
		return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff';
}
