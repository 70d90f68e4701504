import { particles } from './words';

/** Scottish and Irish names in which a capital follows Mac; most words in Mac- (Macey, Machado) have none. */
const macNames = new Set(
	'macarthur macaulay macbeth macdonald macdougall macdowell macfarlane macgregor macinnes macintosh macintyre mackenzie mackinnon maclean macleod macmillan macneil macpherson macrae'.split(
		' ',
	),
);

/**
 * Repairs the capitals of a name that is written all in small or all in capital letters; anything else is left as it is
 * (McDonald, deShawn, van der Berg), and so are scripts without capitals.
 *
 * @example
 * repairCase("JOHN MCDONALD-O'NEIL") //=> "John McDonald-O'Neil"
 */
export function repairCase(name: string): string {
	const shouted = name === name.toUpperCase();
	if (!shouted && name !== name.toLowerCase()) return name;
	// 'JR', 'AJ' are initials, not a shouted name.
	if (shouted && name.replace(/[^\p{L}]/gu, '').length <= 2) return name;
	const words = name.toLowerCase().split(' ');
	return words.map((word, index) => repairWord(word, index, words.length)).join(' ');
}

function repairWord(word: string, index: number, count: number): string {
	if (/^(ii|iii|iv|vi|vii|viii)$/.test(word) && index > 0) return word.toUpperCase();
	if (index > 0 && index < count - 1 && particles.has(word)) return word;
	return word.split('-').map(repairPart).join('-');
}

function repairPart(part: string): string {
	if (/^mc\p{L}{2,}/u.test(part)) return `Mc${capital(part.slice(2))}`;
	if (macNames.has(part)) return `Mac${capital(part.slice(3))}`;
	const apostrophe = /^(\p{L}{1,2})(['’])(\p{L}{2,})$/u.exec(part);
	if (apostrophe) {
		const [, before = '', sign = '', after = ''] = apostrophe;
		return `${capital(before)}${sign}${capital(after)}`;
	}
	return capital(part);
}

function capital(text: string): string {
	const [first = '', ...rest] = text;
	return first.toUpperCase() + rest.join('');
}
