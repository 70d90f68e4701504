import { isMash } from '../mash/mash';
import { nameOf, wordsOf, writtenBy } from '../text';
import type { Finding, ScrubLead } from '../types';

/** Walks over neighbouring keys, as people write them. */
const walks =
	/^(qwe(rty?)?|qwer|asd|asdf|asdfgh|sdf|dfg|fgh|ghj|hjk|jkl|zxc|zxcv|xcv|cvb|vbn|bnm|uiop|qwertz|azerty|qaz|wsx|edc|123|abc)+[a-z]{0,2}$/;

/** Words hammered on the keyboard in the name, the company, the address and the message. */
export function findMash(lead: ScrubLead): Finding[] {
	const findings: Finding[] = [];
	const add = (points: number, text: string): void => {
		findings.push({ check: 'mash', points, text, reason: 'fakeIdentity' });
	};
	const name = wordsOf(nameOf(lead));
	const walked = name.filter((word) => isWalk(word) || isRepeated(word));
	const mashed = name.filter((word) => !walked.includes(word) && isMash(word));
	if (walked.length > 0)
		add(
			Math.min(60, 30 + 15 * walked.length),
			`The name was typed along the keyboard (${quote(walked)})`,
		);
	// Letters alone cannot tell a rare name from mash for certain, so they never make junk by themselves when careful.
	if (mashed.length > 0)
		add(Math.min(60, 30 * mashed.length), `The name looks like keyboard mash (${quote(mashed)})`);
	const company = wordsOf((lead.company ?? '').toLowerCase()).filter(isTyped);
	if (company.length > 0) add(15, `The company looks like keyboard mash (${quote(company)})`);
	const local = (lead.email ?? '').split('@', 1)[0] ?? '';
	const address = wordsOf(local.toLowerCase()).filter(isTyped);
	if (address.length > 0)
		add(20, `The e-mail address looks like keyboard mash (${quote(address)})`);
	const text = wordsOf(writtenBy(lead).toLowerCase()).slice(0, 200);
	const typed = text.filter(isTyped);
	if (typed.length > 0 && typed.length * 2 >= text.length)
		add(25, 'The message looks like keyboard mash');
	return findings;
}

function isTyped(word: string): boolean {
	return isWalk(word) || isRepeated(word) || (word.length >= 5 && isMash(word));
}

function isWalk(word: string): boolean {
	return word.length >= 4 && word.length <= 40 && walks.test(word);
}

/** aaaa, xxxx, abababab: one or two letters over and over. */
function isRepeated(word: string): boolean {
	if (word.length < 3 || word.length > 60 || !/^[a-z]+$/.test(word)) return false;
	const kinds = new Set(word).size;
	return (kinds === 1 && word.length >= 3) || (kinds === 2 && word.length >= 7);
}

function quote(words: string[]): string {
	return words
		.slice(0, 3)
		.map((word) => `'${word.slice(0, 20)}'`)
		.join(', ');
}
