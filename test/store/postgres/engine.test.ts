import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openStore } from '../../../lib/store/open';
import { Session } from '../../../lib/store/postgres/session';
import { aCapture, aLead, aReceipt } from '../fixtures';
import { usePostgres, type PostgresTestPlace } from './place';

describe('a Postgres store', () => {
	const postgres = usePostgres();
	let its: PostgresTestPlace;
	beforeEach(async () => {
		its = await postgres.place();
	});
	afterEach(() => its.remove());

	const schema = () => `${its.place.schemaPrefix}main`;

	it('is made once by many who open it at the same time', async () => {
		const stores = await Promise.all(Array.from({ length: 8 }, () => its.open()));
		const secrets = await Promise.all(stores.map((store) => store.secrets()));
		expect(new Set(secrets.map(({ hashSalt }) => hashSalt)).size).toBe(1);
		const { rows } = await its.pool.query(
			`SELECT version FROM "${schema()}".migrations ORDER BY version`,
		);
		expect(rows.length).toBeGreaterThan(0);
		const versions = rows.map(({ version }) => version);
		expect(versions).toEqual(rows.map((_, index) => index + 1));
	});

	it('refuses a schema that a newer version of the package has written', async () => {
		await its.open();
		await its.pool.query(`INSERT INTO "${schema()}".migrations (version, at) VALUES (99, 0)`);
		try {
			await expect(its.open()).rejects.toMatchObject({
				name: 'StoreUnavailable',
				retryable: false,
				message: expect.stringContaining('form 99). Update the package.'),
			});
		} finally {
			await its.pool.query(`DELETE FROM "${schema()}".migrations WHERE version = 99`);
		}
	});

	it('refuses a schema that belongs to another workspace', async () => {
		await its.open();
		const rename = (name: string) =>
			its.pool.query(`UPDATE "${schema()}".kept SET doc = $1 WHERE name = 'workspace'`, [name]);
		await rename('client b');
		try {
			await expect(its.open()).rejects.toThrow("holds the workspace 'client b', not 'Main'");
		} finally {
			await rename('main');
		}
	});

	it('sends nothing more for a request whose transaction was taken back', async () => {
		const store = await its.open();
		const client = await its.pool.connect();
		try {
			const session = new Session(client, schema(), 'Main', false).begin(0);
			await client.query('BEGIN');
			await session.keep('settings', '{"language":"de"}');
			session.end();
			await client.query('ROLLBACK');
			await expect(session.keep('settings', '{"language":"fr"}')).rejects.toThrow('taken back');
			await expect(session.once('SELECT 1', [])).rejects.toThrow('taken back');
		} finally {
			client.release();
		}
		expect((await store.settings()).language).not.toMatch(/de|fr/u);
	});

	it('goes on with a new connection after the database ended all of them', async () => {
		const store = await its.open();
		await store.saveLeads([aCapture('L1')]);
		await its.pool.query(
			"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lead-management' AND pid <> pg_backend_pid()",
		);
		expect((await store.getLeads(['L1'])).length).toBe(1);
	});

	it.each([
		['a port where nobody listens', { port: 1 }, true, 'does not answer. Check host and port'],
		['a wrong password', { password: 'wrong' }, false, 'Check the Postgres credential'],
		['a database that is not there', { database: 'nowhere' }, false, 'has no such database'],
		['SSL where there is none', { ssl: 'verified' as const }, false, "Set 'SSL' to Disable"],
	])('says what to do about %s', async (_what, change, retryable, message) => {
		const place = { ...its.place, ...change };
		await expect(openStore({ engine: 'postgres', place, workspace: 'Main' })).rejects.toMatchObject(
			{
				name: 'StoreUnavailable',
				retryable,
				message: expect.stringContaining(message),
			},
		);
	});

	it('keeps what Postgres has no text for out of documents, and payloads as they came', async () => {
		const store = await its.open();
		const odd = 'a\u0000b\ud800c';
		await store.saveLeads([aCapture('L1', { lead: aLead('L1', { city: odd }) })]);
		await store.keepReceipts([aReceipt('e1', { payload: { odd } })]);
		const city = { field: 'city', operator: 'is' as const, value: 'ab\ufffdc' };
		const { leads } = await store.listLeads({ limit: 9, conditions: [city] });
		expect(leads.map(({ lead }) => lead.city)).toEqual(['ab\ufffdc']);
		const [receipt] = await store.getReceipts(['receipt-e1']);
		expect(receipt?.payload).toEqual({ odd });
	});
});
