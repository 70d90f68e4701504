import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStore } from '../../lib/store/open';
import type { PostgresPlace } from '../../lib/store/postgres/place';
import { openPool, type Pool } from '../../lib/store/postgres/pools';
import { certificates } from '../../scripts/runtime/certificates';
import { startPostgres, type Postgres } from '../../scripts/runtime/postgres';
import { until } from '../../scripts/runtime/until';
import { aCapture } from '../store/fixtures';

/** A real Postgres that speaks TLS with a certificate of an authority made for this run. */
describe('Connections to Postgres', () => {
	const host = 'localhost';
	const made = certificates(host);
	let folder = '';
	let server: Postgres;
	let beside: { pool: Pool; close(): Promise<void> };
	const trusted = tls.getCACertificates('default');
	beforeAll(async () => {
		folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-postgres-tls-'));
		server = await startPostgres(folder, { tls: made });
		beside = openPool(server.place);
	}, 60_000);
	afterAll(async () => {
		tls.setDefaultCACertificates(trusted);
		await beside?.close();
		await server?.stop();
		fs.rmSync(folder, { recursive: true, force: true });
	});

	const open = async (change: Partial<PostgresPlace>, workspace = 'Main') =>
		await openStore({
			engine: 'postgres',
			place: { ...server.place, host, ...change },
			workspace,
		});
	/** Connections of ours to the database, encrypted ones apart; the one that asks is not counted. */
	const connections = async () => {
		const { rows } = await beside.pool.query<{ ssl: boolean }>(
			`SELECT s.ssl FROM pg_stat_activity a JOIN pg_stat_ssl s USING (pid)
			WHERE application_name = 'lead-management' AND pid <> pg_backend_pid()`,
		);
		return {
			plain: rows.filter(({ ssl }) => !ssl).length,
			encrypted: rows.filter(({ ssl }) => ssl).length,
		};
	};
	const gone = async () => {
		const { plain, encrypted } = await connections();
		return plain + encrypted === 0;
	};

	it('are not encrypted where the credential says so', async () => {
		const store = await open({ ssl: 'off' });
		expect(await connections()).toEqual({ plain: 1, encrypted: 0 });
		await store.close();
		await until('the connections to close', gone);
	});

	it('are encrypted with any certificate where SSL issues are ignored', async () => {
		const store = await open({ ssl: 'anyCertificate' });
		expect(await connections()).toEqual({ plain: 0, encrypted: 1 });
		await store.close();
		await until('the connections to close', gone);
	});

	it('are refused where the certificate is of nobody we know, and made where its authority is trusted', async () => {
		await expect(open({ ssl: 'verified' })).rejects.toMatchObject({
			name: 'StoreUnavailable',
			retryable: false,
			message: expect.stringContaining("tick 'Ignore SSL Issues' in the credential"),
		});
		tls.setDefaultCACertificates([...trusted, made.authority]);
		// The certificate is this name's, not this address's.
		await expect(open({ ssl: 'verified', host: '127.0.0.1' })).rejects.toThrow(
			'has a certificate that cannot be verified',
		);
		const store = await open({ ssl: 'verified' });
		expect(await connections()).toEqual({ plain: 0, encrypted: 1 });
		await store.close();
		await until('the connections to close', gone);
	});

	it('are shared by all workspaces of a credential, no more than it allows, and closed when idle', async () => {
		const stores = await Promise.all(
			['Main', 'Client B', 'Client C'].map(async (name) => await open({ maxConnections: 4 }, name)),
		);
		const work = stores.flatMap((store) =>
			Array.from({ length: 60 }, async (_value, n) => {
				await store.saveLeads([aCapture(`L${n}`)]);
				await store.getLeads([`L${n}`]);
			}),
		);
		let isDone = false;
		const done = Promise.all(work).finally(() => (isDone = true));
		let most = 0;
		while (!isDone) {
			const { plain, encrypted } = await connections();
			most = Math.max(most, plain + encrypted);
		}
		await done;
		expect(most).toBeGreaterThan(1);
		expect(most).toBeLessThanOrEqual(4);
		// Nobody closes the stores: n8n keeps them open as long as it runs.
		await until('idle connections to be closed', gone, { timeoutMs: 20_000 });
		expect((await stores[0]?.counts())?.leads).toBe(60);
		await Promise.all(stores.map(async (store) => await store.close()));
	}, 60_000);
});
