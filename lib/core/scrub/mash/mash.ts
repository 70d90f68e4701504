import data from '../data/letters.json';
import { mashSurprise } from './keyboard';

const alphabet = '^abcdefghijklmnopqrstuvwxyz';
const size = alphabet.length;

/** Bits of evidence above which a word counts as mash; fewer than one real name in a thousand has more. */
const threshold = 10;
/** Words longer than this are read up to here. */
const longest = 60;

/**
 * Whether a word looks hammered on the keyboard (asdfgh, sdkfjhs) rather than like a name or word of some language written
 * in Latin letters. Other scripts are never judged. Says nothing of words under four letters.
 */
export function isMash(word: string): boolean {
	return mashEvidence(word) > threshold;
}

/**
 * Evidence in bits that a word is keyboard mash: how much less surprising its letters are for a hand on a keyboard than for
 * names of some thirty languages. Negative for names; 0 where nothing can be said.
 */
export function mashEvidence(word: string): number {
	const plain = word.slice(0, longest).normalize('NFD').replace(/\p{M}/gu, '');
	const letters = plain.toLowerCase().replace(/[^a-z]/g, '');
	// Words with letters beyond a–z (other scripts, ø, ß, đ) are spelled with care.
	if (letters.length < 4 || /[^\u0020-\u007e’]/.test(plain)) return 0;
	let evidence = 0;
	let before = 0;
	let last = 0;
	for (const letter of letters) {
		const code = alphabet.indexOf(letter);
		const asName = surprise(before, last, code);
		evidence += asName - mashSurprise(alphabet.charAt(before), alphabet.charAt(last), letter);
		before = last;
		last = code;
	}
	return evidence + surprise(before, last, 0) - Math.log2(8);
}

/** The table holds eighths of bits as characters from 32 on. */
function surprise(a: number, b: number, c: number): number {
	return (data.table.charCodeAt((a * size + b) * size + c) - 32) / 8;
}
