import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startChild, type Child } from './child';
import { cpuSeconds } from './cpu';
import { environment, tool } from './environment';
import { startN8n, type N8n } from './n8n';
import { startPostgres, type Postgres } from './postgres';
import { freePort } from './ports';
import { until } from './until';

/** An n8n in queue mode: main, webhook processor and workers over a real Redis and a real Postgres. */
export interface Queue {
	readonly main: N8n;
	readonly postgres: Postgres;
	readonly workers: Child[];
	/** Address of the webhook processor, without a slash at the end; it alone takes webhooks. */
	readonly webhooks: string;
	/** Seconds of processor time that each kind of process has used since its start. */
	cpu(): Record<'main' | 'webhooks' | 'workers' | 'postgres' | 'redis', number>;
	/** The end of every process's log, for whoever wants to know why something failed. */
	logs(): string;
	stop(): Promise<void>;
}

/**
 * Starts Redis (from Debian), Postgres (from npm) and the pinned n8n in queue mode, with the package installed.
 * @param folder the N8N_USER_FOLDER, which all processes share
 */
export async function startQueue(folder: string, { workers = 2 } = {}): Promise<Queue> {
	const server = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-queue-postgres-'));
	const postgres = await startPostgres(server);
	const redisPort = await freePort();
	const redis = startChild(
		'redis-server',
		['--port', String(redisPort), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
		{ cwd: folder, env: process.env },
	);
	const started: Child[] = [];
	const stop = async () => {
		await Promise.all(started.map(async (child) => await child.stop()));
		await redis.stop();
		await postgres.stop();
		fs.rmSync(server, { recursive: true, force: true });
	};
	try {
		const { host, port, database, user, password } = postgres.place;
		const env = {
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redisPort),
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: host,
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: database,
			DB_POSTGRESDB_USER: user,
			DB_POSTGRESDB_PASSWORD: password,
			// As docs/scaling-out.md advises: n8n's two are soon waited for, and then it answers that its database is not ready.
			DB_POSTGRESDB_POOL_SIZE: '10',
			N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
			// A killed worker is noticed sooner than by n8n's defaults of 60 and 30 s.
			QUEUE_WORKER_LOCK_DURATION: '20000',
			QUEUE_WORKER_LOCK_RENEW_TIME: '5000',
			QUEUE_WORKER_STALLED_INTERVAL: '10000',
		};
		const main = await startN8n({ folder, env });
		started.push(main.process);
		const helper = async (command: string, args: string[] = []) => {
			const own = await freePort();
			const broker = await freePort();
			const child = startChild(
				tool('node'),
				[path.join(tool('n8n'), 'node_modules', 'n8n', 'bin', 'n8n'), command, ...args],
				{
					cwd: folder,
					env: { ...environment({ folder, port: own, brokerPort: broker }), ...env },
				},
			);
			started.push(child);
			return { child, url: `http://127.0.0.1:${own}` };
		};
		const crew = await Promise.all(
			Array.from({ length: workers }, async () => await helper('worker', ['--concurrency=5'])),
		);
		const hooks = await helper('webhook');
		await Promise.all([
			...crew.map(async ({ child }) => await said(child, 'n8n worker is now ready')),
			until('the webhook processor', async () => (await fetch(`${hooks.url}/healthz`)).ok, {
				timeoutMs: 120_000,
			}),
		]);
		return {
			main,
			postgres,
			workers: crew.map(({ child }) => child),
			webhooks: hooks.url,
			cpu: () => ({
				main: cpuSeconds(main.process.pid),
				webhooks: cpuSeconds(hooks.child.pid),
				workers: cpuSeconds(...crew.map(({ child }) => child.pid)),
				postgres: cpuSeconds(postgres.process.pid ?? 0),
				redis: cpuSeconds(redis.pid),
			}),
			logs: () => started.map((child) => child.logs().slice(-3000)).join('\n────\n'),
			stop,
		};
	} catch (error) {
		const logs = started.map((child) => child.logs().slice(-2000)).join('\n────\n');
		await stop();
		throw new Error(`n8n did not start in queue mode. The end of its logs:\n${logs}`, {
			cause: error,
		});
	}
}

async function said(child: Child, words: string): Promise<void> {
	await until(
		`'${words}'`,
		async () => {
			if (!child.running()) throw new Error(`A process ended: ${child.logs().slice(-2000)}`);
			return child.logs().includes(words);
		},
		{ timeoutMs: 120_000 },
	);
}
