import type { Lead } from '../lead/lead';
import { compileMerge, escapeHtml, type MergeText, type RenderResult } from './merge';
import { mergeValue, type LetterField } from './mergeFields';
import type { Step } from './types';

/** A message as the lead will read it. */
export interface Content {
	subject: string;
	preheader?: string;
	text: string;
	html: string;
}

/** The finished message, or the fields that have neither value nor fallback. */
export type ContentResult =
	{ kind: 'done'; content: Content } | { kind: 'missing'; fields: string[] };

/** A step's texts, read once and rendered for many leads. */
export interface StepTexts {
	render(lead: Lead, letter: Partial<Record<LetterField, string>>): ContentResult;
}

/**
 * Compiles the texts of a message step in one variant. The html part is made from the text unless there is one; the text
 * part is made from the html where only that was written. Throws only where the step was never validated.
 */
export function compileStep(step: Step, variant: 'A' | 'B'): StepTexts {
	const b = variant === 'B' ? step.variantB : undefined;
	const html = b?.html ?? (b?.text === undefined ? step.html : undefined);
	const text = b?.text ?? (b?.html === undefined ? step.text : undefined) ?? textOfHtml(html ?? '');
	const parts = {
		subject: compiled(b?.subject ?? step.subject ?? '', 'line'),
		preheader: compiled(step.preheader ?? '', 'line'),
		text: compiled(text, 'text'),
		html: compiled(html ?? htmlOfText(text), 'html'),
	};
	return {
		render(lead, letter) {
			const valueOf = (name: string) => mergeValue(lead, letter, name);
			const missing = new Set<string>();
			const fill = (part: MergeText): string => {
				const result: RenderResult = part.render(valueOf);
				if (result.kind === 'done') return result.text;
				for (const tag of result.tags) missing.add(tag);
				return '';
			};
			const subject = fill(parts.subject).trim();
			const preheader = fill(parts.preheader).trim();
			const content: Content = {
				subject,
				text: fill(parts.text),
				html: fill(parts.html),
				...(preheader !== '' && { preheader }),
			};
			if (missing.size > 0) return { kind: 'missing', fields: [...missing] };
			return { kind: 'done', content };
		},
	};
}

/**
 * Html of a plain text that may hold merge tags: paragraphs, line breaks and links. Only addresses written by the author
 * become links, never what a lead filled in.
 */
export function htmlOfText(text: string): string {
	return text
		.trim()
		.split(/\n\s*\n/)
		.map((paragraph) => `<p>${withLinks(paragraph.trim()).replace(/\n/g, '<br>')}</p>`)
		.join('\n');
}

/** A plain reading of html: block ends become line breaks, links show their address. */
export function textOfHtml(html: string): string {
	return html
		.replace(/<(style|script|head)\b[^]*?<\/\1\s*>/gi, '')
		.replace(
			/<a\b[^>]*?href\s*=\s*(["'])(.*?)\1[^>]*>([^]*?)<\/a>/gi,
			(_all, _quote, href, label) =>
				typeof href === 'string' && typeof label === 'string' && label.trim() !== href
					? `${label} (${href})`
					: String(href),
		)
		.replace(/<li\b[^>]*>/gi, '\n- ')
		.replace(/<br\s*\/?>/gi, '\n')
		.replace(/<\/(p|div|tr|h[1-6]|table|ul|ol)>/gi, '\n\n')
		.replace(/<[^>]+>/g, '')
		.replace(/&(nbsp|amp|lt|gt|quot|#39);/g, (_all, name) => entities[String(name)] ?? ' ')
		.replace(/[ \t]+\n/g, '\n')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
}

const entities: Readonly<Record<string, string>> = {
	nbsp: ' ',
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	'#39': "'",
};

function withLinks(paragraph: string): string {
	let html = '';
	let end = 0;
	for (const match of paragraph.matchAll(/\{\{[^{}]*\}\}|https?:\/\/[^\s<>"]+/g)) {
		html += escapeHtml(paragraph.slice(end, match.index));
		end = match.index + match[0].length;
		if (match[0].startsWith('{{')) {
			html += /url\s*(\||\}\})/i.test(match[0])
				? `<a href="${match[0]}">${match[0]}</a>`
				: match[0];
			continue;
		}
		const trailing = /[.,;:!?)]+$/.exec(match[0])?.[0] ?? '';
		const url = match[0].slice(0, match[0].length - trailing.length);
		html += `<a href="${escapeUrl(url)}">${escapeUrl(url)}</a>${escapeHtml(trailing)}`;
	}
	return html + escapeHtml(paragraph.slice(end));
}

/** Escapes an address but leaves the tags in it to be filled in. */
function escapeUrl(url: string): string {
	return url
		.split(/(\{\{[^{}]*\}\})/)
		.map((part) => (part.startsWith('{{') ? part : escapeHtml(part)))
		.join('');
}

function compiled(source: string, kind: 'text' | 'line' | 'html'): MergeText {
	const result = compileMerge(source, kind);
	if (result.kind === 'compiled') return result.text;
	throw new Error(result.problems.join(' '));
}
