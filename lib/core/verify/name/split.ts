import { splitLocalOrder } from './east';
import { joinPieces } from './pieces';
import {
	conjunctions,
	doubtfulSuffixes,
	firstNameTitles,
	suffixes,
	titleOpeners,
	titles,
} from './words';

/** A name in its parts; a part that is not there is absent. */
export interface NameParts {
	salutation?: string;
	firstName?: string;
	middleName?: string;
	lastName?: string;
	suffix?: string;
}

/** Longer texts are no names; what follows is not read. */
const longest = 200;

/**
 * Takes a full name apart: forms of address and titles, given names, particles that belong to the last name, 'Last, First',
 * suffixes and degrees. Names written in Han, kana or Hangul have the family name first. A nickname in brackets or quotes is
 * left out, unless it is all there is of a first name. Spelling and case stay as they are.
 *
 * @example
 * splitName('de la Vega, Dr. Juan Q., Jr.')
 * //=> { salutation: 'Dr.', firstName: 'Juan', middleName: 'Q.', lastName: 'de la Vega', suffix: 'Jr.' }
 */
export function splitName(text: string): NameParts {
	const trimmed = text.slice(0, longest).replace(/\s+/gu, ' ').trim();
	const eastern = splitLocalOrder(trimmed);
	if (eastern) return eastern;
	const { rest, nickname } = takeNickname(trimmed);
	const [head, ...tail] = rest
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
	if (head === undefined) return nickname ? { firstName: nickname } : {};
	const words = head.split(' ');
	const parts = isInverted(words, tail) ? inverted(words, tail) : straight(words, tail);
	if (nickname === undefined) return parts;
	const { firstName, ...others } = parts;
	// "Rick" Edmonds: the nickname stands where the first name should be.
	if (firstName !== undefined && others.lastName === undefined && /^["'(]/.test(trimmed)) {
		return { ...others, firstName: nickname, lastName: firstName };
	}
	return firstName === undefined ? { ...parts, firstName: nickname } : parts;
}

/** 'Last, First …' unless all that follows the first comma are suffixes. */
function isInverted(head: string[], tail: string[]): boolean {
	const second = tail[0];
	if (second === undefined) return false;
	const behind = second.split(' ');
	const allSuffixes = behind.every(
		(word) => isSuffix(word) || (head.length > 1 && isCapitals(word)),
	);
	return !allSuffixes;
}

function straight(words: string[], tail: string[]): NameParts {
	if (words.length === 1 && tail.length > 0)
		return tidy({ lastName: words[0], suffix: tail.join(', ') });
	const { titled, names } = takeTitles(words);
	const { kept, dropped } = takeSuffixes(names, true);
	const pieces = joinPieces(kept);
	const suffix = [...dropped, ...tail].join(tail.length > 0 ? ', ' : ' ');
	const salutation = titled.join(' ');
	if (pieces.length === 1) {
		const asFirst = titled.length === 0 || titled.some((word) => firstNameTitles.has(plain(word)));
		return tidy({
			salutation,
			suffix,
			...(asFirst ? { firstName: pieces[0] } : { lastName: pieces[0] }),
		});
	}
	return tidy({
		salutation,
		firstName: pieces[0],
		middleName: pieces.slice(1, -1).join(' '),
		lastName: pieces.length > 1 ? pieces.at(-1) : undefined,
		suffix,
	});
}

function inverted(head: string[], tail: string[]): NameParts {
	const { kept: last, dropped } = takeSuffixes(head, false);
	const [given = '', ...behind] = tail;
	const { titled, names } = takeTitles(given.split(' '));
	const { kept, dropped: more } = takeSuffixes(names, false);
	return tidy({
		salutation: titled.join(' '),
		firstName: kept[0],
		middleName: kept.slice(1).join(' '),
		lastName: last.join(' '),
		suffix: [dropped.join(' '), more.join(' '), ...behind].filter((part) => part !== '').join(', '),
	});
}

function takeTitles(words: string[]): { titled: string[]; names: string[] } {
	let index = 0;
	while (index < words.length) {
		const word = plain(words[index] ?? '');
		const next = plain(words[index + 1] ?? '');
		const opens = titleOpeners.has(word) && index === 0 && titles.has(next);
		// A title may itself be tied together: Secretary of State, Lord and of the Universe.
		const ties = index > 0 && word.length > 1 && conjunctions.has(word);
		const tied =
			index > 1 &&
			conjunctions.has(plain(words[index - 1] ?? '')) &&
			plain(words[index - 1] ?? '').length > 1;
		if (!titles.has(word) && !opens && !ties && !tied) break;
		index += 1;
	}
	// Somebody called Major or Sir alone keeps the word as a name.
	if (index === words.length && !words.some((word, at) => at > 0 && conjunctions.has(plain(word))))
		index -= 1;
	return { titled: words.slice(0, index), names: words.slice(index) };
}

function takeSuffixes(words: string[], numerals: boolean): { kept: string[]; dropped: string[] } {
	let end = words.length;
	while (end > 1) {
		const word = words[end - 1] ?? '';
		const before = plain(words[end - 2] ?? '');
		const numeral =
			numerals &&
			/^[vix]$/i.test(word) &&
			end > 3 &&
			before.length > 1 &&
			!conjunctions.has(before);
		const certain = isSuffix(word) && (word.includes('.') || !doubtfulSuffixes.has(plain(word)));
		if (!numeral && !certain) break;
		end -= 1;
	}
	return { kept: words.slice(0, end), dropped: words.slice(end) };
}

/** 'Jr.' is a suffix, 'J.R.' are initials; 'M.D.' is a degree. */
function isSuffix(word: string): boolean {
	const bare = plain(word);
	if (bare.length === 1) return false;
	if (/^(jr|sr)$/.test(bare)) return !/^.\./.test(word);
	return (
		suffixes.has(bare) ||
		(doubtfulSuffixes.has(bare) && (word.includes('.') || word === word.toUpperCase()))
	);
}

function isCapitals(word: string): boolean {
	return /^[A-Z]{2,5}$/.test(word);
}

function takeNickname(text: string): { rest: string; nickname?: string } {
	let nickname: string | undefined;
	const rest = text.replace(
		/\(([^()]*)\)|"([^"]*)"|(?<=^|\s)'([^']*)'(?=\s|$)/g,
		(_all, ...groups: unknown[]) => {
			const found = groups.slice(0, 3).find((group) => typeof group === 'string');
			nickname ??= typeof found === 'string' ? found.trim() : undefined;
			return ' ';
		},
	);
	const tidied = rest.replace(/\s+/g, ' ').trim();
	return nickname ? { rest: tidied, nickname } : { rest: tidied };
}

function plain(word: string): string {
	return word.toLowerCase().replaceAll('.', '');
}

function tidy(
	parts: Record<keyof NameParts, string | undefined> | Partial<Record<keyof NameParts, string>>,
): NameParts {
	return Object.fromEntries(
		Object.entries(parts).filter(([, value]) => value !== undefined && value !== ''),
	);
}
