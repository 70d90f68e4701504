import { randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const timeChars = 10;
const randomChars = 16;

/**
 * Makes ULIDs: 48 bits of time and 80 of chance in Crockford's base 32, 26 characters that sort by the moment of their
 * making. Ids made within one millisecond, or while the clock runs backwards, go on counting, so that the ids of one
 * maker always rise. Format: the ULID specification.
 *
 * @param time milliseconds since the epoch
 */
export function idMaker(time: () => number): () => string {
	let last = -1;
	let prefix = '';
	const digits: number[] = Array<number>(randomChars).fill(0);
	return () => {
		const now = Math.max(last, Math.floor(time()));
		if (now > last) {
			last = now;
			prefix = encodeTime(now);
			// The top bit stays free: there is room to count up before the digits run over.
			randomBytes(randomChars).forEach((byte, index) => {
				digits[index] = byte & (index === 0 ? 15 : 31);
			});
		} else {
			countUp(digits);
		}
		let id = prefix;
		for (const digit of digits) id += alphabet[digit];
		return id;
	};
}

function encodeTime(milliseconds: number): string {
	let rest = milliseconds;
	let text = '';
	for (let index = 0; index < timeChars; index++) {
		text = `${alphabet[rest % 32]}${text}`;
		rest = Math.floor(rest / 32);
	}
	return text;
}

function countUp(digits: number[]): void {
	for (let index = digits.length - 1; index >= 0; index--) {
		const next = (digits[index] ?? 0) + 1;
		digits[index] = next % 32;
		if (next < 32) return;
	}
}
