import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { LeadSheet } from '../../nodes/LeadSheet/LeadSheet.node';
import { runNode, type NodeResult } from '../../scripts/engine/node';
import type { Book } from '../sheet/fake/book';
import { FakeSheets } from '../sheet/fake/server';
import { fakeGoogle, type FakeGoogle } from '../sheet/google';
import { Human } from '../sheet/human';
import { given, useStore } from './store';

const account = 'leads@example-project.iam.gserviceaccount.com';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const googleApi = { email: account, privateKey: pem.replaceAll('\n', '\\n') };
const googleSheetsOAuth2Api = {
	clientId: 'client',
	clientSecret: 'secret',
	grantType: 'authorizationCode',
	accessTokenUrl: 'https://oauth2.googleapis.com/token',
	oauthTokenData: { access_token: 'old-token', refresh_token: 'refresh', token_type: 'Bearer' },
};

/** Bodies as Google's API sends them. */
const refusals = {
	permission: {
		status: 403,
		body: {
			error: {
				code: 403,
				message: 'The caller does not have permission',
				status: 'PERMISSION_DENIED',
			},
		},
	},
	apiOff: {
		status: 403,
		body: {
			error: {
				code: 403,
				message:
					'Google Sheets API has not been used in project 123456 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project=123456 then retry.',
				status: 'PERMISSION_DENIED',
				details: [
					{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'SERVICE_DISABLED' },
				],
			},
		},
	},
	excel: {
		status: 400,
		body: {
			error: {
				code: 400,
				message: 'This operation is not supported for this document',
				status: 'FAILED_PRECONDITION',
			},
		},
	},
	signIn: {
		status: 400,
		body: { error: 'invalid_grant', error_description: 'Invalid grant: account not found' },
	},
	storage: {
		status: 403,
		body: {
			error: {
				code: 403,
				message: "The user's Drive storage quota has been exceeded.",
				errors: [{ domain: 'global', reason: 'storageQuotaExceeded' }],
			},
		},
	},
};

describe('Lead Sheet', () => {
	useStore('2026-03-02T09:00:00.000Z');
	let server: FakeSheets;
	let google: FakeGoogle;
	let book: Book;
	beforeEach(async () => {
		server = new FakeSheets();
		google = await fakeGoogle(server);
		book = server.add('Leads of Example Ltd');
	});
	afterEach(async () => await google.end());

	const run = async (operation: string, parameters: INodeParameters = {}): Promise<NodeResult> => {
		const isOAuth = parameters['authentication'] === 'oAuth2';
		return await runNode({
			type: new LeadSheet(),
			parameters: {
				operation,
				document: { __rl: true, mode: 'id', value: book.id },
				...parameters,
			},
			credentials: isOAuth ? { googleSheetsOAuth2Api } : { googleApi },
		});
	};
	const items = (result: NodeResult, output: string) =>
		(result.outputs[output] ?? []).map(({ json }) => json);
	const ann = { leadId: 'L1', email: 'ann@example.com', firstName: 'Ann' };

	it('writes leads into the sheet, takes edits and new rows from it, and tells what clashed', async () => {
		await given([ann]);
		const first = await run('sync');
		expect(first.error).toBeUndefined();
		expect(items(first, 'Pushed')).toEqual([{ leadId: 'L1' }]);
		const human = new Human(book);
		human.type('L1', 'Owner', 'rep.one@example.com');
		human.type('L1', 'Score', 99);
		human.typeRow({ 'E-mail': 'bob@example.com', 'First name': 'Bob' });
		const second = await run('sync');
		expect(items(second, 'Pulled')).toMatchObject([
			{ leadId: 'L1', owner: 'rep.one@example.com' },
			{ email: 'bob@example.com', firstName: 'Bob', source: 'Sheet' },
		]);
		expect(items(second, 'Conflicts')).toMatchObject([
			{ tab: 'Leads', leadId: 'L1', row: 2, column: 'Score', winner: 'store' },
		]);
		expect(second.hints[0]).toContain('2 leads changed from the sheet, 1 conflicts');
	});

	it('signs for a service account with its key, which goes nowhere', async () => {
		await run('sync');
		const [token, ...calls] = google.sent;
		const assertion = String(new URLSearchParams(String(token?.body)).get('assertion'));
		const [head = '', claims = '', signature = ''] = assertion.split('.');
		expect(
			verify(
				'RSA-SHA256',
				Buffer.from(`${head}.${claims}`),
				createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })),
				Buffer.from(signature, 'base64url'),
			),
		).toBe(true);
		expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({
			alg: 'RS256',
			typ: 'JWT',
		});
		expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
			iss: account,
			sub: account,
			aud: 'https://oauth2.googleapis.com/token',
		});
		expect(new Set(calls.map(({ authorization }) => authorization))).toEqual(
			new Set(['Bearer fake-token']),
		);
		expect(JSON.stringify(google.sent)).not.toContain(pem.slice(60, 120));
	});

	it('lets n8n sign for a person, and refresh a token that ran out', async () => {
		google.refuse = ({ authorization }) =>
			authorization === 'Bearer old-token'
				? { status: 401, body: { error: { code: 401, message: 'Invalid Credentials' } } }
				: undefined;
		await given([ann]);
		const result = await run('sync', { authentication: 'oAuth2' });
		expect(result.error).toBeUndefined();
		expect(items(result, 'Pushed')).toEqual([{ leadId: 'L1' }]);
		expect(google.sent.at(-1)?.authorization).toBe('Bearer fake-token');
	});

	it.each([
		['permission', 'not shared with this credential', `Share it with ${account}, as an editor.`],
		['apiOff', 'API is switched off', 'overview?project=123456 and choose Enable'],
		['excel', 'an Excel file', 'Save as Google Sheets'],
		['signIn', 'no longer accepts this credential', 'Google says: '],
	] as const)('says what to do about %s', async (name, message, remedy) => {
		google.refuse = ({ host }) =>
			(name === 'signIn') === (host === 'oauth2.googleapis.com') ? refusals[name] : undefined;
		const { error } = await run('sync');
		expect(error?.message).toContain(message);
		expect(error?.description).toContain(remedy);
		const findings = items(await run('check'), 'Findings');
		expect(findings).toMatchObject([
			{ about: 'Access', status: 'wrong', message: expect.stringContaining(message) },
		]);
	});

	it('tells a key that was copied wrongly', async () => {
		const result = await runNode({
			type: new LeadSheet(),
			parameters: { document: { __rl: true, mode: 'id', value: book.id } },
			credentials: { googleApi: { email: account, privateKey: 'MIIE…' } },
		});
		expect(result.error?.message).toContain('private key of the service account cannot be read');
	});

	it('makes a spreadsheet with its tabs, shares it, and leaves no empty tab', async () => {
		const result = await run('setUp', {
			document: { __rl: true, mode: 'new', value: 'Leads 2026' },
			shareWith: 'ann@example.com',
			tabs: ['leads'],
		});
		expect(result.error).toBeUndefined();
		const [made] = items(result, 'Result');
		expect(made).toMatchObject({ title: 'Leads 2026', tabs: ['Leads'] });
		const fresh = server.books.get(String(made?.['spreadsheetId']));
		expect(fresh?.tabs.map(({ properties }) => properties.title)).toEqual(['Leads']);
		const [tab] = fresh?.tabs ?? [];
		expect(tab?.properties.gridProperties).toMatchObject({ frozenRowCount: 1 });
		expect(tab?.basicFilter).toBeDefined();
		expect(tab?.protectedRanges).toHaveLength(1);
		expect(google.sent.some(({ path }) => path.includes('/permissions'))).toBe(true);
	});

	it('keeps nothing of what it wrote over, and sees rows that a filter hides', async () => {
		await given([ann]);
		await run('sync');
		const tab = book.tabs.find(({ properties }) => properties.title === 'Leads');
		const criteria = { 7: { hiddenValues: ['ann@example.com'] } };
		tab!.basicFilter = { range: { sheetId: tab!.properties.sheetId, startRowIndex: 0 }, criteria };
		new Human(book).type('L1', 'Score', 99);
		const second = await run('sync');
		expect(second.error).toBeUndefined();
		expect(new Human(book).value('L1', 'Score')).toBeUndefined();
		const log = book.tabs.find(({ properties }) => properties.title === 'Sync undo log');
		expect(log?.properties.hidden).toBe(true);
		expect(log?.rows.flatMap((row) => row ?? []).filter(Boolean)).toEqual([]);
		const now = book.tabs.find(({ properties }) => properties.title === 'Leads');
		expect(now?.basicFilter?.criteria).toEqual(criteria);
	});

	it('shows lists of the store in tabs of their own, and takes the team from the sheet', async () => {
		const store = await given([ann]);
		await store.saveTasks([
			{
				taskId: 'T1',
				leadId: 'L1',
				kind: 'phone',
				title: 'Call her',
				dueAt: '2026-03-11T09:00:00.000Z',
				state: 'open',
				createdAt: '2026-03-10T09:00:00.000Z',
			},
		]);
		const tabs = ['leads', 'reps', 'tasks'];
		await run('setUp', { tabs });
		const reps = book.tabs.find(({ properties }) => properties.title === 'Reps');
		expect(reps?.protectedRanges).toEqual([]);
		reps!.rows[1] = [{ value: 'rep.one@example.com' }, { value: 'Rep One' }];
		reps!.rows[2] = [undefined, { value: 'Nobody' }];
		const result = await run('sync', { tabs });
		expect(result.error).toBeUndefined();
		expect(items(result, 'Pushed')).toEqual([{ leadId: 'L1' }]);
		expect(items(result, 'Conflicts')).toMatchObject([{ tab: 'Reps', row: 3 }]);
		expect(await store.reps()).toMatchObject([{ repId: 'rep.one@example.com', name: 'Rep One' }]);
		const tasks = book.tabs.find(({ properties }) => properties.title === 'Tasks');
		expect(tasks?.rows[1]?.map((cell) => cell?.value)).toContain('Call her');
		const findings = items(await run('check', { tabs }), 'Findings');
		expect(findings).toContainEqual({
			about: 'Tab Tasks',
			status: 'ok',
			message: '1 rows in order.',
		});
		expect(items(await run('sync', { tabs: ['tasks'] }), 'Pushed')).toEqual([]);
	});

	it('says that a service account has no room for a new spreadsheet', async () => {
		google.refuse = ({ method, path }) =>
			method === 'POST' && path === '/v4/spreadsheets' ? refusals.storage : undefined;
		const { error } = await run('setUp', {
			document: { __rl: true, mode: 'new', value: 'Leads 2026' },
		});
		expect(error?.description).toContain('make the spreadsheet yourself');
	});

	it('heals what people broke and names the cells that cannot be read', async () => {
		await given([ann]);
		await run('sync');
		const human = new Human(book);
		human.rename('E-mail', 'Contact');
		human.deleteColumn('Job title');
		human.type('L1', 'Next action at', 'soon');
		human.type('L1', 'Stage', 'sold');
		human.copyRow('L1');
		const tab = book.tabs.find(({ properties }) => properties.title === 'Leads');
		tab!.properties.gridProperties = {};
		tab!.protectedRanges = [];
		const findings = items(await run('check', { tabs: ['leads'] }), 'Findings');
		const told = findings.map(({ status, message }) => `${status}: ${message}`);
		expect(told).toEqual(
			expect.arrayContaining([
				'ok: The spreadsheet can be changed.',
				expect.stringContaining('healed: Missing columns were made: Job title.'),
				expect.stringContaining("ok: 'E-mail' is now called 'Contact'."),
				expect.stringMatching(/attention: Row \d is a copy of row 2/),
				expect.stringContaining("attention: 'soon' cannot be read as Next action at"),
				expect.stringContaining("attention: 'sold' is no stage"),
			]),
		);
		expect(findings.find(({ message }) => String(message).includes('soon'))?.['cell']).toMatch(
			/^Leads![A-Z]+2$/,
		);
		const healed = book.tabs.find(({ properties }) => properties.title === 'Leads');
		expect(healed?.properties.gridProperties).toMatchObject({ frozenRowCount: 1 });
		expect(healed?.protectedRanges).toHaveLength(1);
	});
});
