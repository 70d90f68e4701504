import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { INodeParameters, INodeType } from 'n8n-workflow';
import { closeStores, configureStores, storeOf } from '../../lib/process/stores';
import { Assign } from '../../nodes/Assign/Assign.node';
import { FilterByIcp } from '../../nodes/FilterByIcp/FilterByIcp.node';
import { LeadCapture } from '../../nodes/LeadCapture/LeadCapture.node';
import { LeadRecord } from '../../nodes/LeadRecord/LeadRecord.node';
import { LeadStore } from '../../nodes/LeadStore/LeadStore.node';
import { Score } from '../../nodes/Score/Score.node';
import { runNode, type NodeRun } from '../../scripts/engine/node';
import { type Postgres, startPostgres } from '../../scripts/runtime/postgres';

/** The nodes on a lead store in Postgres, by n8n's own credential. */
describe('Lead Store: Postgres', () => {
	let folder = '';
	let serverFolder = '';
	let server: Postgres;
	beforeAll(async () => {
		folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-nodes-postgres-'));
		serverFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-nodes-server-'));
		server = await startPostgres(serverFolder);
	}, 60_000);
	afterAll(async () => {
		await server?.stop();
		for (const one of [folder, serverFolder]) fs.rmSync(one, { recursive: true, force: true });
	});
	beforeEach(() =>
		configureStores({
			folder: path.join(folder, 'built-in'),
			clock: () => Date.parse('2026-03-02T09:00:00.000Z'),
		}),
	);
	afterEach(async () => {
		delete process.env['EXECUTIONS_MODE'];
		await closeStores();
	});

	/** As n8n's credential names it. */
	const credential = (change = {}) => {
		const { host, port, database, user, password } = server.place;
		const ssl = { ssl: 'disable', allowUnauthorizedCerts: false, sshTunnel: false };
		return { host, port, database, user, password, maxConnections: 100, ...ssl, ...change };
	};
	const run = async (
		type: INodeType,
		items: NodeRun['items'],
		parameters: INodeParameters,
		postgres = credential(),
	) =>
		await runNode({
			type,
			...(items && { items }),
			parameters: { store: 'postgres', outputs: 'one', ...parameters },
			credentials: { postgres },
		});
	const person = {
		name: 'Petra Gres',
		email: 'petra@gres-tools.example.com',
		company: 'Gres Tools Ltd',
		title: 'Head of Sales',
		employees: 120,
		need: 'A quote',
	};
	const rep = [{ name: 'Ada', email: 'ada@example.com' }];

	it('takes a lead from capture to its owner, and keeps it there alone', async () => {
		const captured = await run(new LeadCapture(), [person], { operation: 'capture' });
		expect(captured.error).toBeUndefined();
		const filtered = await run(new FilterByIcp(), captured.outputs['Items'], {});
		const scored = await run(new Score(), filtered.outputs['Items'], {});
		const given = await run(new Assign(), scored.outputs['Items'], {
			repList: { rep },
			keepWith: [],
		});
		const [item] = given.outputs['Items'] ?? [];
		expect(item?.json).toMatchObject({
			email: person.email,
			icp: { verdict: 'ideal' },
			owner: 'ada@example.com',
			stage: 'assigned',
		});
		const kept = await run(new LeadRecord(), [{ email: person.email }], { operation: 'get' });
		expect(kept.outputs['Lead']?.[0]?.json ?? kept.outputs['Items']?.[0]?.json).toMatchObject({
			owner: 'ada@example.com',
		});
		expect((await (await storeOf('Main')).counts()).leads).toBe(0);
	});

	it('keeps workspaces apart', async () => {
		const { outputs } = await run(new LeadCapture(), [person], {
			operation: 'capture',
			workspace: 'Client B',
		});
		expect(outputs['Items']?.[0]?.json).toMatchObject({ capture: { outcome: 'new' } });
	});

	it('works in queue mode, where the built-in database is refused with advice', async () => {
		process.env['EXECUTIONS_MODE'] = 'queue';
		const fine = await run(new LeadRecord(), [{ email: person.email }], { operation: 'get' });
		expect(fine.error).toBeUndefined();
		const refused = await run(new LeadRecord(), [{}], { operation: 'get', store: 'builtIn' });
		expect(refused.error).toMatchObject({
			message: expect.stringContaining('The built-in database cannot be used in queue mode'),
			description: expect.stringContaining("Set 'Lead Store' to Postgres"),
		});
	});

	it('says what to do about a credential that does not work', async () => {
		const get = { operation: 'get' };
		const wrong = await run(new LeadRecord(), [{}], get, credential({ password: 'wrong' }));
		expect(wrong.error?.message).toContain('refuses the user or the password');
		const tunnel = await run(new LeadRecord(), [{}], get, credential({ sshTunnel: true }));
		expect(tunnel.error).toMatchObject({
			message: expect.stringContaining('An SSH tunnel is not supported here'),
			description: expect.stringContaining('ssh -L'),
		});
	});

	it('copies a workspace to Postgres and back, and says what to do next', async () => {
		const parameters = { operation: 'copyToStore', workspace: 'Moving' };
		const capture = { operation: 'capture', store: 'builtIn', workspace: 'Moving' };
		await run(new LeadCapture(), [person], capture);
		const unchosen = await run(new LeadStore(), [{}], { ...parameters, store: 'builtIn' });
		expect(unchosen.error?.description).toContain("Set 'Lead Store' to Postgres");
		const there = await run(new LeadStore(), [{}], parameters);
		expect(there.error).toBeUndefined();
		expect(there.outputs['Items']?.[0]?.json ?? there.outputs['Result']?.[0]?.json).toMatchObject({
			leads: 1,
			checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
		});
		expect(there.hints.join()).toContain("set 'Lead Store' to Postgres in every node");
		const found = await run(new LeadRecord(), [{ email: person.email }], {
			operation: 'get',
			workspace: 'Moving',
		});
		expect((found.outputs['Items'] ?? found.outputs['Lead'])?.[0]?.json).toMatchObject({
			email: person.email,
		});
		const again = await run(new LeadStore(), [{}], { ...parameters, direction: 'toBuiltIn' });
		expect(again.error?.message).toContain('is not empty: it holds');
	});

	it("names pg_dump for backups, which are the built-in database's", async () => {
		const { error } = await run(new LeadStore(), [{}], { operation: 'backUp' });
		expect(error?.message).toContain('pg_dump');
	});
});
