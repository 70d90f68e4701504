import { latinForms, otherForms } from './forms';

/**
 * A company's name without its legal form, for comparing and addressing: 'Example Company Pty Ltd' → 'Example'. Forms in
 * Latin letters at the end are left out, as often as they follow each other; a name that is nothing but a legal form becomes
 * empty. Case, marks and everything else stay.
 */
export function companyCore(text: string): string {
	const words = text.slice(0, 300).trim().split(/\s+/u);
	for (let more = true; more && words.length > 0;) {
		const length = formAtEnd(words);
		more = length > 0;
		words.length -= length;
	}
	return words.join(' ').replace(/[\s,;:–—-]+$/u, '');
}

/**
 * What two spellings of one company's name share: the core in lower case without marks and punctuation, '&' as 'and', legal
 * forms of other scripts and those that stand in front left out. Only for comparing; '' where nothing is left.
 */
export function companyKey(text: string): string {
	let core = companyCore(text) || text;
	for (const form of otherForms) core = core.replaceAll(form, ' ');
	const plain = core
		.normalize('NFKD')
		.replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
		.normalize('NFC')
		.toLowerCase()
		.replace(/['’.]/g, '')
		.replace(/&|\+/g, ' and ')
		.replace(/ß/g, 'ss')
		.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
		.trim();
	return plain
		.replace(/^(the|pt|cv|ooo|oao|zao|ип|ооо|оао|зао|пао|uab|grupo|groupe|firma|fa) (?=.)/u, '')
		.replace(/ (group|holdings?|and sons)$/, '');
}

/** How many words at the end are a legal form; the longest form counts. */
function formAtEnd(words: readonly string[]): number {
	for (let length = Math.min(4, words.length); length > 0; length -= 1) {
		const end = words.slice(-length).map(plainWord).join(' ').trim();
		if (latinForms.has(end) || latinForms.has(end.replaceAll(' ', ''))) return length;
	}
	return 0;
}

/** 'S.A.' and 'SA', 'Ltd.' and 'Ltd,' are the same form. */
function plainWord(word: string): string {
	return word
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[.,;:()'"]/g, '');
}
