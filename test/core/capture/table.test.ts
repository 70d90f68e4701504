import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { certain, mapHeaders } from '../../../lib/core/capture/headers/map';
import { csvRows, separatorOf } from '../../../lib/core/capture/table/csv';
import { decodeText } from '../../../lib/core/capture/table/decode';
import { layoutOf } from '../../../lib/core/capture/table/layout';

const cell = fc.string({
	maxLength: 8,
	unit: fc.constantFrom('a', 'ä', '"', ',', ';', '\n', '\r', ' ', '1'),
});

describe('tables', () => {
	it('reads back every row that was written', () => {
		const row = fc.array(cell, { minLength: 2, maxLength: 5 });
		fc.assert(
			fc.property(
				fc.array(row, { minLength: 1, maxLength: 6 }),
				fc.constantFrom(',' as const, ';' as const, '\t' as const),
				fc.constantFrom('\n', '\r\n', '\r'),
				(rows, separator, end) => {
					const text = rows
						.map((cells) =>
							cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(separator),
						)
						.join(end);
					expect([...csvRows(text, separator)]).toEqual(rows);
				},
			),
		);
	});

	it.each<[string, string, string[][]]>([
		[
			'a,b\n1,\n',
			',',
			[
				['a', 'b'],
				['1', ''],
			],
		],
		[
			'a;"b ""c"""\r\n\r\n1;2',
			';',
			[
				['a', 'b "c"'],
				['1', '2'],
			],
		],
		[
			'a\tb\n"x\ty"\t2',
			'\t',
			[
				['a', 'b'],
				['x\ty', '2'],
			],
		],
		['a|b\n"open|2', '|', [['a', 'b'], ['open|2']]],
	])('%j', (text, separator, rows) => {
		expect(separatorOf(text)).toBe(separator);
		expect([...csvRows(text, separatorOf(text))]).toEqual(rows);
	});

	it.each<[string, Uint8Array, string]>([
		['UTF-8', Buffer.from('\uFEFFMüller'), 'Müller'],
		['UTF-16', Buffer.from('\uFEFFMüller', 'utf16le'), 'Müller'],
		['UTF-16', Buffer.from('Mueller, Ann', 'utf16le'), 'Mueller, Ann'],
		['Windows-1252', Buffer.from([0x4d, 0xfc, 0x80]), 'Mü€'],
	])('decodes %s', (encoding, bytes, text) => {
		expect(decodeText(bytes)).toEqual({ text, encoding });
	});

	it('finds the header below titles, and none where there is none', () => {
		expect(
			layoutOf([['Export 2026'], ['Name', 'E-Mail'], ['Ann', 'ann@example.com']]),
		).toMatchObject({ skip: 2, headers: ['Name', 'E-Mail'] });
		const bare = layoutOf([
			['Ann Lee', 'ann@example.com'],
			['Bob Ray', 'bob@example.com'],
		]);
		expect(bare.skip).toBe(0);
		expect(bare.columns[1]).toMatchObject({ header: 'Column 2', target: 'email' });
	});

	it.each<[string[], Array<string | undefined>]>([
		[
			['First Name', 'Last Name', 'Name'],
			['firstName', 'lastName', undefined],
		],
		[
			['Vorname', 'Name', 'E-Mail-Adresse'],
			['firstName', 'lastName', 'email'],
		],
		[
			['Nome', 'Cognome'],
			['firstName', 'lastName'],
		],
		[
			['Nome', 'Telefone'],
			['fullName', 'phone'],
		],
		[
			['Title', 'First Name', 'Job Title'],
			['salutation', 'firstName', 'title'],
		],
		[
			['Ciudad', 'Provincia', 'Origen', 'Estado'],
			['city', 'state', 'source', 'stage'],
		],
		[
			['Cidade', 'Estado'],
			['city', 'state'],
		],
		[
			['Business Street', 'Business City', 'cust_email'],
			['street', 'city', 'email'],
		],
		[
			['Company', 'Title'],
			['company', 'title'],
		],
		[
			['Mobile', 'Phone'],
			['mobile', 'phone'],
		],
		[['Mobile'], ['phone']],
		[
			['Sales Rep Email', 'Email'],
			[undefined, 'email'],
		],
		[
			['Email Status', 'Email Verified', 'Email Subject'],
			[undefined, undefined, undefined],
		],
		[
			['会社名', 'お名前', 'メールアドレス', '電話番号'],
			['company', 'fullName', 'email', 'phone'],
		],
		[
			['Фамилия', 'Имя', 'Телефон', 'Эл. почта'],
			['lastName', 'firstName', 'phone', 'email'],
		],
		[
			['İsim', 'E-posta', 'Şirket'],
			['fullName', 'email', 'company'],
		],
		[
			['Événement', 'Courriel', "Nom de l'entreprise"],
			[undefined, 'email', 'company'],
		],
	])('%j', (headers, targets) => {
		expect(
			mapHeaders(headers).map(({ target, confidence }) =>
				confidence >= certain ? target : undefined,
			),
		).toEqual(targets);
	});
});
