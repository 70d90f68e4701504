import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { google, type sheets_v4 } from 'googleapis';
import { FakeSheets } from './fake/server';

describe('the fake Sheets server, driven by Google’s own client', () => {
	const server = new FakeSheets(() => new Date('2026-03-01T00:00:00Z'));
	let api: sheets_v4.Sheets;
	let spreadsheetId: string;

	beforeAll(async () => {
		const rootUrl = `${await server.start()}/`;
		api = google.sheets({
			version: 'v4',
			rootUrl,
			auth: undefined,
			retry: false,
			fetchImplementation: fetch,
		});
		const made = await api.spreadsheets.create({ requestBody: { properties: { title: 'Leads' } } });
		spreadsheetId = made.data.spreadsheetId ?? '';
	});
	afterAll(() => server.stop());

	const append = (range: string, row: string[]): ReturnType<typeof appendTo> =>
		appendTo(api, spreadsheetId, range, row);

	test('an append to the whole sheet lands behind the last block, one anchored at A1 behind the first', async () => {
		await append('Sheet1', ['x', '', 'z']);
		expect((await append('Sheet1', ['x', '', 'z'])).data.updates?.updatedRange).toBe(
			'Sheet1!C2:E2',
		);
		await api.spreadsheets.values.clear({ spreadsheetId, range: 'Sheet1' });
		await append('Sheet1!A1', ['x', '', 'z']);
		expect((await append('Sheet1!A1', ['x', '', 'z'])).data.updates?.updatedRange).toBe(
			'Sheet1!A2:C2',
		);
	});

	test('RAW keeps a text that looks like a formula, USER_ENTERED makes it one', async () => {
		const values = [['=1+1', '2020-01-01', '007']];
		const write = (input: string): ReturnType<typeof writeTo> =>
			writeTo(api, spreadsheetId, 'Sheet1!A10:C10', values, input);
		const read = async (valueRenderOption: string): Promise<unknown> =>
			(
				await api.spreadsheets.values.get({
					spreadsheetId,
					range: 'Sheet1!A10:C10',
					valueRenderOption,
				})
			).data.values;
		await write('RAW');
		expect(await read('UNFORMATTED_VALUE')).toEqual(values);
		await write('USER_ENTERED');
		expect(await read('UNFORMATTED_VALUE')).toEqual([[2, 43831, 7]]);
		expect(await read('FORMATTED_VALUE')).toEqual([['2', '2020-01-01', '7']]);
		expect(await read('FORMULA')).toEqual([['=1+1', 43831, 7]]);
	});

	test('a batch is all or nothing', async () => {
		const requests = [
			{ addSheet: { properties: { title: 'Half' } } },
			{ deleteNamedRange: { namedRangeId: 'none' } },
		];
		await expect(
			api.spreadsheets.batchUpdate({ spreadsheetId, requestBody: { requests } }),
		).rejects.toThrow(/Invalid requests\[1\]\.deleteNamedRange: No named range with id: none/);
		const { data } = await api.spreadsheets.get({
			spreadsheetId,
			fields: 'sheets.properties.title',
		});
		expect(data).toEqual({ sheets: [{ properties: { title: 'Sheet1' } }] });
	});

	test('column metadata moves with its column and goes with it', async () => {
		const range = { sheetId: 0, dimension: 'COLUMNS', startIndex: 1, endIndex: 2 };
		const batch = (...requests: sheets_v4.Schema$Request[]): Promise<unknown> =>
			api.spreadsheets.batchUpdate({ spreadsheetId, requestBody: { requests } });
		await batch({
			createDeveloperMetadata: {
				developerMetadata: {
					metadataKey: 'field',
					metadataValue: 'email',
					location: { dimensionRange: range },
					visibility: 'DOCUMENT',
				},
			},
		});
		const where = async (): Promise<unknown> => {
			const requestBody = { dataFilters: [{ developerMetadataLookup: { metadataKey: 'field' } }] };
			const { data } = await api.spreadsheets.developerMetadata.search({
				spreadsheetId,
				requestBody,
			});
			return data.matchedDeveloperMetadata?.map(
				(each) => each.developerMetadata?.location?.dimensionRange?.startIndex,
			);
		};
		await batch({ insertDimension: { range: { ...range, startIndex: 0, endIndex: 2 } } });
		expect(await where()).toEqual([3]);
		await batch({
			moveDimension: { source: { ...range, startIndex: 3, endIndex: 4 }, destinationIndex: 0 },
		});
		expect(await where()).toEqual([0]);
		await batch({ deleteDimension: { range: { ...range, startIndex: 0, endIndex: 1 } } });
		expect(await where()).toEqual([]);
	});

	test('an unknown spreadsheet, range or row is refused as Google refuses it', async () => {
		const get = (id: string, range: string): Promise<unknown> =>
			api.spreadsheets.values.get({ spreadsheetId: id, range });
		await expect(get('nowhere', 'A1')).rejects.toThrow('Requested entity was not found.');
		await expect(get(spreadsheetId, 'Nothing!A1')).rejects.toThrow(
			'Unable to parse range: Nothing!A1',
		);
		await expect(get(spreadsheetId, 'Sheet1!A5000')).rejects.toThrow(/exceeds grid limits/);
	});

	test('a lost reply has been carried out, a cut call has not', async () => {
		const once = (kind: 'cut' | 'lost'): void => {
			server.fault = (): { kind: 'cut' | 'lost' } => {
				server.fault = (): undefined => undefined;
				return { kind };
			};
		};
		const at = async (range: string): Promise<unknown> =>
			(await api.spreadsheets.values.get({ spreadsheetId, range })).data.values;
		once('cut');
		await expect(writeTo(api, spreadsheetId, 'Sheet1!A20', [['cut']], 'RAW')).rejects.toThrow();
		expect(await at('Sheet1!A20')).toBeUndefined();
		once('lost');
		await expect(writeTo(api, spreadsheetId, 'Sheet1!A20', [['lost']], 'RAW')).rejects.toThrow();
		expect(await at('Sheet1!A20')).toEqual([['lost']]);
	});
});

function appendTo(
	api: sheets_v4.Sheets,
	spreadsheetId: string,
	range: string,
	row: string[],
): Promise<{ data: sheets_v4.Schema$AppendValuesResponse }> {
	return api.spreadsheets.values.append({
		spreadsheetId,
		range,
		valueInputOption: 'RAW',
		requestBody: { values: [row] },
	});
}

function writeTo(
	api: sheets_v4.Sheets,
	spreadsheetId: string,
	range: string,
	values: string[][],
	input: string,
): Promise<{ data: sheets_v4.Schema$UpdateValuesResponse }> {
	return api.spreadsheets.values.update({
		spreadsheetId,
		range,
		valueInputOption: input,
		requestBody: { values },
	});
}
