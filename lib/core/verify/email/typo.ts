import { disposableReason } from './disposable';
import { isListedFree } from './free';
import { nearestProvider, isWellKnown } from './providers';
import { repairEnding } from './ending';
import { parseEmail } from './syntax';

/**
 * What was probably meant by an address with a typing slip in its domain (gmial.com → gmail.com), in its ending
 * (.con → .com) or with a stray dot before the @; undefined where nothing looks wrong. Domains that are known to exist are
 * left alone. Only ever a suggestion.
 */
export function suggestEmail(text: string): string | undefined {
	if (text.length > 320) return undefined;
	const at = text.lastIndexOf('@');
	if (at < 1 || at === text.length - 1) return undefined;
	const written = text.slice(at + 1).toLowerCase();
	const domain = suggestDomain(tidy(written)) ?? tidy(written);
	const local = text
		.slice(0, at)
		.replace(/\.+$/, '')
		.replace(/^\.+/, '')
		.replace(/\.{2,}/g, '.');
	const suggestion = `${local}@${domain}`;
	if (suggestion.toLowerCase() === text.toLowerCase()) return undefined;
	return parseEmail(suggestion).kind === 'address' ? suggestion : undefined;
}

const recent = new Map<string, string | undefined>();
const mostRecent = 5000;

/**
 * The domain that was probably meant, or undefined where the domain is left alone. Leads share domains, so answers are
 * kept for the last few thousand.
 */
export function suggestDomain(domain: string): string | undefined {
	if (recent.has(domain)) return recent.get(domain);
	const suggestion = judge(domain);
	if (recent.size >= mostRecent) recent.clear();
	recent.set(domain, suggestion);
	return suggestion;
}

function judge(domain: string): string | undefined {
	if (isWellKnown(domain)) return undefined;
	const near = nearestProvider(domain);
	if (near !== undefined && near.sure) return near.domain;
	if (isListedFree(domain)) return undefined;
	// Whoever registers gmial.com lives on other people's slips: the slip is the likelier story.
	if (near !== undefined && near.close) return near.domain;
	if (disposableReason(domain) !== undefined) return undefined;
	return near?.domain ?? repairEnding(domain);
}

/** Characters that slipped in around and between the labels: '#gmail.com', 'gmail..com', 'gmail,com', 'gmail.com.'. */
function tidy(domain: string): string {
	return domain
		.replace(/[,;:]/g, '.')
		.replace(/[^\p{L}\p{N}\p{M}.-]/gu, '')
		.replace(/\.{2,}/g, '.')
		.replace(/^[.-]+|[.-]+$/g, '');
}
