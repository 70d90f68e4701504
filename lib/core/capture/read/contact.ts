import { verifyEmail, type EmailCheck } from '../../verify/email/verify';

/** An address for sending and its form for comparing. */
export interface Email {
	address: string;
	/** What is known of it. */
	check: EmailCheck;
}

/** The last addresses that were read: one is looked at where it is found and again where the lead is built. */
const recent = new Map<string, Email | undefined>();

/**
 * The e-mail address in a text: alone, with 'mailto:', with a name ('Jane Doe <jane@example.com>'), or the first of several.
 * Undefined where there is none that could exist.
 */
export function emailIn(text: string): Email | undefined {
	if (recent.has(text)) return recent.get(text);
	const found = read(text);
	if (recent.size >= 256) recent.clear();
	if (text.length < 300) recent.set(text, found);
	return found;
}

function read(text: string): Email | undefined {
	const candidate =
		/<([^<>\s]{3,254})>/u.exec(text.slice(0, 2000))?.[1] ?? text.trim().replace(/^mailto:/iu, '');
	for (const part of [candidate, ...candidate.split(/[\s,;]+/u).slice(0, 5)]) {
		if (!part.includes('@')) continue;
		const bare = part
			.replace(/^[('"<]+|[)'">.]+$/gu, '')
			.replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/gu, '');
		const check = verifyEmail(bare);
		if (check.address !== undefined) return { address: check.address, check };
	}
	return undefined;
}

/** Whether a text is meant as a phone number: 5 to 20 digits and little else. */
export function looksLikePhone(text: string): boolean {
	const digits = text.replace(/\D/gu, '').length;
	const letters = text.replace(/[^\p{L}]/gu, '').length;
	return (
		digits >= 5 &&
		digits <= 20 &&
		letters <= 8 &&
		!text.includes('@') &&
		!/^\d{4}-\d\d-\d\d/u.test(text)
	);
}
