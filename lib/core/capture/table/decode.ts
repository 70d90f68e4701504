/** Text of a file and what it was written in. */
export interface Decoded {
	text: string;
	encoding: 'UTF-8' | 'UTF-16' | 'Windows-1252';
}

/**
 * Reads the bytes of a text file: by its byte order mark, by the zero bytes of UTF-16, as UTF-8 where it is valid, and else as
 * Windows-1252, which is what spreadsheets on Windows save.
 */
export function decodeText(bytes: Uint8Array): Decoded {
	const [a, b, c] = bytes;
	if (a === 0xef && b === 0xbb && c === 0xbf) return utf8(bytes.subarray(3));
	if (a === 0xff && b === 0xfe) return utf16(bytes.subarray(2), 'utf-16le');
	if (a === 0xfe && b === 0xff) return utf16(bytes.subarray(2), 'utf-16be');
	const zeros = zerosAt(bytes);
	if (zeros !== undefined) return utf16(bytes, zeros);
	return utf8(bytes);
}

function utf8(bytes: Uint8Array): Decoded {
	try {
		return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
	} catch {
		return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' };
	}
}

function utf16(bytes: Uint8Array, label: 'utf-16le' | 'utf-16be'): Decoded {
	return { text: new TextDecoder(label).decode(bytes), encoding: 'UTF-16' };
}

/** UTF-16 of mostly Latin text has a zero in every second byte. */
function zerosAt(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
	const size = Math.min(bytes.length, 1000);
	let [even, odd] = [0, 0];
	for (let index = 0; index < size; index++) {
		if (bytes[index] !== 0) continue;
		if (index % 2 === 0) even++;
		else odd++;
	}
	if (odd > size / 4 && even < odd / 10) return 'utf-16le';
	return even > size / 4 && odd < even / 10 ? 'utf-16be' : undefined;
}
