/** A mail as far as tracking needs it; texts are decoded, header names in lower case. */
export interface Mail {
	/** All headers in their order; a name may occur several times. */
	headers: ReadonlyArray<{ name: string; value: string }>;
	from: string;
	fromName?: string;
	to: string[];
	subject: string;
	/** Milliseconds since the epoch; absent where the header is missing or unreadable. */
	date?: number;
	/** With its angle brackets. */
	messageId?: string;
	inReplyTo: string[];
	references: string[];
	/** The readable text; of an HTML-only mail the words of it. */
	text: string;
	/** Parts that reports are made of, e.g. 'message/delivery-status', in lower case. */
	parts: ReadonlyArray<{ type: string; text: string }>;
}

/** The first value of a header, or undefined. */
export function header(mail: Mail, name: string): string | undefined {
	return mail.headers.find((one) => one.name === name)?.value;
}

/** Header lines of a block of text, unfolded; stops at the first line that is none. */
export function headersOf(block: string): Array<{ name: string; value: string }> {
	const found: Array<{ name: string; value: string }> = [];
	for (const line of block.replace(/\r\n?/g, '\n').split('\n')) {
		const match = /^([!-9;-~]{1,76}):[ \t]?(.*)$/.exec(line);
		const last = found.at(-1);
		if (match) found.push({ name: (match[1] ?? '').toLowerCase(), value: (match[2] ?? '').trim() });
		else if (/^[ \t]+\S/.test(line) && last) last.value = `${last.value} ${line.trim()}`;
		else if (found.length > 0) break;
	}
	return found;
}

/** Every address in a text, in lower case, each once; local parts may be quoted. */
export function addressesIn(text: string): string[] {
	const found =
		text.match(
			/(?:"[^"\n]{1,64}"|[^\s<>()[\]:;,"'=]{1,64})@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?/gi,
		) ?? [];
	return [...new Set(found.map((address) => address.toLowerCase()))];
}

/** Message-IDs in a header, with angle brackets. */
export function messageIdsIn(text: string | undefined): string[] {
	return [...new Set(text?.match(/<[^<>\s]{1,990}>/g) ?? [])];
}
