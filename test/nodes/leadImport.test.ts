import { describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { crc32 } from 'node:zlib';
import { LeadCapture } from '../../nodes/LeadCapture/LeadCapture.node';
import { storeOf } from '../../lib/process/stores';
import { runNode } from '../../scripts/engine/node';
import { useStore } from './store';

async function run(operation: string, file: Buffer, parameters: INodeParameters = {}) {
	const binary = { data: { data: file.toString('base64'), mimeType: 'text/csv' } };
	return await runNode({
		type: new LeadCapture(),
		items: [{ json: {}, binary }],
		parameters: { operation, ...parameters },
	});
}

async function everything(): Promise<string> {
	const { leads } = await (await storeOf('Main')).listLeads({ sort: 'createdAt', limit: 100 });
	return JSON.stringify(leads.map(({ lead }) => lead).filter(({ stage }) => stage !== 'erased'));
}

const csv = Buffer.from(
	'Kundenexport 2026\r\n\r\nVorname;Nachname;E-Mail;Telefon;Umsatz;Lieblingstier\r\nAnn;Lee;ann@example.com;0228 123456;1.234,56;Hund\r\nBob;"Ray; jr.";bob@example.com;;;\r\n;;kaputt;;;\r\n',
	'latin1',
);

describe('Lead Capture: Import', () => {
	const clock = useStore('2026-03-02T10:00:00.000Z');

	it('previews what would be imported, with every problem, and writes nothing', async () => {
		const { outputs, hints, error } = await run('previewImport', csv, { defaultCountry: 'DE' });
		expect(error).toBeUndefined();
		expect(outputs['Preview']?.map(({ json }) => json)).toMatchObject([
			{
				row: 3,
				outcome: 'new',
				firstName: 'Ann',
				phoneE164: '+49228123456',
				revenue: 1234.56,
				extra: { Lieblingstier: 'Hund' },
				format: "CSV (UTF-8, separated by ';')",
				columns: expect.arrayContaining([
					expect.objectContaining({ column: 'Vorname', field: 'firstName' }),
					expect.objectContaining({ column: 'Lieblingstier', field: null }),
				]),
			},
			{ row: 4, outcome: 'new', lastName: 'Ray; jr.' },
			{
				row: 5,
				outcome: 'rejected',
				problems: [{ column: 'E-Mail', value: 'kaputt', problem: 'This is no e-mail address' }, {}],
			},
		]);
		expect(hints.join()).toContain('5 of 6 columns are understood');
		expect((await (await storeOf('Main')).counts()).leads).toBe(0);
	});

	it('imports, refuses with a reason, and can be repeated', async () => {
		const { outputs } = await run('import', csv, { defaultCountry: 'DE' });
		expect(outputs['Imported']?.[0]?.json).toMatchObject({
			rows: 3,
			new: 2,
			updated: 0,
			rejected: 1,
			unmapped: ['Lieblingstier'],
		});
		expect(outputs['Rejected']?.[0]?.json).toMatchObject({
			'E-Mail': 'kaputt',
			import: { row: 5 },
		});
		const before = await everything();
		const { outputs: again } = await run('import', csv, { defaultCountry: 'DE' });
		expect(again['Imported']?.[0]?.json).toMatchObject({ new: 0, updated: 2 });
		expect(await everything()).toBe(before);
	});

	it('undo restores what was before, and leaves alone what was worked with since', async () => {
		await runNode({
			type: new LeadCapture(),
			items: [{ email: 'ann@example.com', company: 'Lee Ltd', city: 'Bonn' }],
		});
		const before = await everything();
		clock.set('2026-03-03T10:00:00.000Z');
		const rows =
			'Email,Company,City,Zip,Country,Title\nann@example.com,Lee Holding,Berlin,10115,Germany,CEO\nnew@example.com,New Ltd,,,,\nbusy@example.com,Busy Ltd,,,,\n';
		const { outputs } = await run('import', Buffer.from(rows));
		const importBatch = String(outputs['Imported']?.[0]?.json['importBatch']);
		clock.set('2026-03-04T10:00:00.000Z');
		await runNode({
			type: new LeadCapture(),
			items: [{ email: 'busy@example.com', message: 'Hello' }],
		});
		const { outputs: undone } = await run('undoImport', Buffer.from(''), { importBatch });
		expect(undone['Undone']?.[0]?.json).toMatchObject({
			removed: 1,
			restored: 1,
			kept: [{ why: 'it has touchpoints since' }],
		});
		const kept = JSON.parse(await everything()).filter(
			({ email }: { email: string }) => email !== 'busy@example.com',
		);
		expect(kept).toEqual(JSON.parse(before));
		const store = await storeOf('Main');
		expect(await store.lookUp([{ kind: 'email', value: 'new@example.com' }])).toEqual([]);
	});

	it.each([
		['createOnly', { new: 1, updated: 0, rejected: 1 }],
		['updateOnly', { new: 0, updated: 1, rejected: 1 }],
	])('%s takes only those rows', async (mode, expected) => {
		await runNode({ type: new LeadCapture(), items: [{ email: 'ann@example.com' }] });
		const { outputs } = await run(
			'import',
			Buffer.from('Email,City\nann@example.com,Bonn\nbob@example.com,Bonn\n'),
			{ mode },
		);
		expect(outputs['Imported']?.[0]?.json).toMatchObject(expected);
	});

	it('reads workbooks: shared and inline texts, gaps, dates, long numbers', async () => {
		const { outputs, error } = await run('import', workbook());
		expect(error).toBeUndefined();
		expect(outputs['Imported']?.[0]?.json).toMatchObject({ rows: 1, new: 1, format: 'XLSX' });
		expect(JSON.parse(await everything())).toMatchObject([
			{
				fullName: 'Ann & Lee',
				email: 'ann@example.com',
				phone: '4922812345678',
				createdAt: '2026-01-05T00:00:00.000Z',
			},
		]);
	});

	it('takes items as rows', async () => {
		const items = [
			{ Nombre: 'Ana', Apellidos: 'López', Correo: 'ana@example.com' },
			{ Nombre: 'Luz', Apellidos: 'Gil', Correo: 'luz@example.com' },
		];
		const { outputs } = await runNode({
			type: new LeadCapture(),
			items,
			parameters: { operation: 'import', tableFrom: 'rows' },
		});
		expect(outputs['Imported']?.[0]?.json).toMatchObject({ rows: 2, new: 2 });
	});

	it('says what is wrong with a file that it cannot read', async () => {
		const { error } = await run('import', Buffer.from([0xd0, 0xcf, 0x11, 0xe0]));
		expect(error?.message).toContain('old XLS workbook');
	});
});

/** A workbook as spreadsheets write it, its parts stored without packing. */
function workbook(): Buffer {
	const sheet = `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><t>Phone</t></is></c><c r="E1" t="inlineStr"><is><t>Created</t></is></c></row>
<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="inlineStr"><is><r><t>ann@</t></r><r><t>example.com</t></r></is></c><c r="D2"><v>4922812345678</v></c><c r="E2" s="1"><v>46027</v></c></row></sheetData></worksheet>`;
	return zip({
		'xl/workbook.xml':
			'<workbook><sheets><sheet name="Hidden" sheetId="2" state="hidden" r:id="rId2"/><sheet name="Leads" sheetId="1" r:id="rId1"/></sheets></workbook>',
		'xl/_rels/workbook.xml.rels':
			'<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
		'xl/sharedStrings.xml':
			'<sst><si><t>Name</t></si><si><t>E-Mail</t></si><si><t>Ann &amp; Lee</t></si></sst>',
		'xl/styles.xml':
			'<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
		'xl/worksheets/sheet1.xml': sheet,
	});
}

function zip(files: Record<string, string>): Buffer {
	const local: Buffer[] = [];
	const directory: Buffer[] = [];
	let at = 0;
	for (const [name, text] of Object.entries(files)) {
		const data = Buffer.from(text);
		const common = Buffer.alloc(26);
		common.writeUInt32LE(crc32(data), 10);
		common.writeUInt32LE(data.length, 14);
		common.writeUInt32LE(data.length, 18);
		common.writeUInt16LE(name.length, 22);
		const header = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), data]);
		const entry = Buffer.alloc(46);
		entry.write('PK\x01\x02', 0, 'latin1');
		common.copy(entry, 6, 0, 24);
		entry.writeUInt32LE(at, 42);
		directory.push(entry, Buffer.from(name));
		local.push(header);
		at += header.length;
	}
	const central = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.write('PK\x05\x06', 0, 'latin1');
	end.writeUInt16LE(Object.keys(files).length, 10);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...local, central, end]);
}
