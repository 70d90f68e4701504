import { form, json, type Body } from './body';

/**
 * JSON that parsers disagree on or refuse: every whole document cut, doubled and spoiled at each of its tokens, and what is
 * allowed but unwise: numbers, escapes, repeated keys, depth.
 */
export function spoiledJson(): Body[] {
	const whole = [
		'{"email":"ann@example.com","n":[1,-2.5e3,true,false,null,"\\u00e4\\n"]}',
		'[{"a":{"b":[{"c":"d"}]}}]',
		'"text"',
		'-0.0e+10',
		'{"a":"b\\\\","c":{}}',
	];
	const texts = new Set<string>();
	for (const text of whole) {
		const tokens = text.match(/"(?:[^"\\]|\\.)*"|[\w.+-]+|./gu) ?? [];
		for (let at = 0; at <= tokens.length; at++) {
			const [before, after] = [tokens.slice(0, at).join(''), tokens.slice(at).join('')];
			texts.add(before);
			texts.add(after);
			texts.add(before + tokens.slice(at + 1).join(''));
			for (const wrong of [
				',',
				':',
				'"',
				'\\',
				'}',
				']',
				'\u0000',
				"'",
				'//',
				'NaN',
				'\uFEFF',
				'+1',
			])
				texts.add(before + wrong + after);
		}
	}
	for (const text of [
		...['01', '1.', '.1', '1e', '1e+', '-', '+1', '0x1', '1_000', '1e99999', '-1e-99999'],
		...[
			'"\\x"',
			'"\\u12"',
			'"\\uD800"',
			'"\\uDC00\\uD800"',
			'"\t"',
			'"\\',
			'{"a":1,"a":2}',
			'{1:2}',
		],
		...[
			"{'a':1}",
			'{a:1}',
			'{"a":1,}',
			'[1,]',
			'[,1]',
			'[1 2]',
			'{"a" 1}',
			'/**/{}',
			'{}{}',
			'[][]',
		],
		...[
			'tru',
			'TRUE',
			'nul',
			'Infinity',
			'undefined',
			'{"a":undefined}',
			' ',
			'\n',
			'\u00A0{}',
			'{}\u0000',
		],
		...[
			'123456789012345678901234567890',
			'{"id":12345678901234567890}',
			'[1e400,-1e400]',
			'{"":""}',
		],
	])
		texts.add(text);
	return [...texts].map((text) => ({
		name: `json ${text.slice(0, 40)}`,
		bytes: Buffer.from(text),
		type: json,
	}));
}

/** Bytes that are not the text they are said to be. */
export function spoiledBytes(): Body[] {
	const sequences = [
		...[
			'ff',
			'fe',
			'c0af',
			'c1bf',
			'e080af',
			'f08080af',
			'ed a0 80',
			'eda080edb080',
			'f4908080',
			'f8888080',
			'80',
		],
		...['e2 82', 'c3', 'f09f', 'efbbbf', 'fffe', 'feff', '0000feff', '00', '1b2442', '2b41442d'],
	].map((text) => Buffer.from(text.replaceAll(' ', ''), 'hex'));
	const around = (bytes: Buffer) => [
		Buffer.concat([Buffer.from('{"email":"a@example.com","name":"'), bytes, Buffer.from('"}')]),
		Buffer.concat([bytes, Buffer.from('{"email":"a@example.com"}')]),
		Buffer.concat([Buffer.from('email=a%40example.com&name='), bytes]),
	];
	const text = '{"email":"ann@example.com","name":"Änn"}';
	const utf16 = Buffer.from(text, 'utf16le');
	return [
		...sequences.flatMap((bytes, index) =>
			around(bytes).flatMap((whole, place) =>
				[json, 'text/plain', form].map((type) => ({
					name: `bytes ${index}.${place} as ${type}`,
					bytes: whole,
					type,
				})),
			),
		),
		...[
			'utf-8',
			'utf-16',
			'utf-16le',
			'utf-7',
			'latin1',
			'windows-1252',
			'shift_jis',
			'x',
			'',
			'"utf-8',
			'utf-8;utf-16',
			'binary',
			'base64',
			'hex',
		].flatMap((charset) => [
			{ name: `charset ${charset}`, bytes: Buffer.from(text), type: `${json}; charset=${charset}` },
			{ name: `utf-16 as ${charset}`, bytes: utf16, type: `${json};charset=${charset}` },
			{
				name: `form ${charset}`,
				bytes: Buffer.from('email=a%40example.com&name=%ff%fe'),
				type: `${form}; charset=${charset}`,
			},
		]),
	];
}
