const codes: Readonly<Record<string, string>> = {
	b: '1',
	f: '1',
	p: '1',
	v: '1',
	w: '1',
	c: '2',
	g: '2',
	j: '2',
	k: '2',
	q: '2',
	s: '2',
	x: '2',
	z: '2',
	d: '3',
	t: '3',
	l: '4',
	m: '5',
	n: '5',
	r: '6',
};

/**
 * A code that names which sound alike share: Soundex with a few spellings made equal first (ph = f, ck = k, sch = sh), so that
 * Philips and Filips meet. Scripts other than Latin keep their first four letters.
 */
export function soundCode(name: string): string {
	const plain = name
		.replace(/^(ph|pf)/, 'f')
		.replace(/^(kn|gn)/, 'n')
		.replace(/^wr/, 'r')
		.replace(/^c(?![eiyh])|^q/, 'k');
	const first = plain.charAt(0);
	if (first === '' || first < 'a' || first > 'z') return plain.slice(0, 4);
	let code = first;
	let last = codes[first] ?? '';
	for (let at = 1; at < plain.length && code.length < 4; at += 1) {
		const letter = plain.charAt(at);
		const digit = codes[letter] ?? '';
		if (digit !== '' && digit !== last) code += digit;
		// h and w do not separate equal sounds, vowels do.
		if (letter !== 'h' && letter !== 'w') last = digit;
	}
	return code;
}
