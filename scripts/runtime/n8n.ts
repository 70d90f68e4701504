import fs from 'node:fs';
import path from 'node:path';
import { type Child, signalGroup, startChild } from './child';
import { environment, tool } from './environment';
import { at } from './json';
import { installPackage } from './pack';
import { freePort } from './ports';
import { type Rest, restOf } from './rest';
import { until } from './until';

/** A running n8n with the package installed. */
export interface N8n {
	/** Address of the editor and of everything else, without a slash at the end. */
	readonly url: string;
	/** The N8N_USER_FOLDER. */
	readonly folder: string;
	readonly process: Child;
	readonly rest: Rest;
	/** From the start of the process to the first answer of the REST interface. */
	readonly readyMs: number;
	/** Any GET with the owner's session. @param address path with a leading slash */
	get(address: string): Promise<Response>;
	/** Waits until a published workflow's webhook answers. @param name path after /webhook/ */
	webhook(name: string): Promise<string>;
	/** Whether it executes something at this moment. */
	busy(): Promise<boolean>;
	stop(): Promise<void>;
	/** Ends n8n and its children at once, without a chance to save anything. */
	kill(): Promise<void>;
}

/** What may differ from one instance to the next. */
export interface StartOptions {
	/** The N8N_USER_FOLDER; kept from one start to the next. */
	folder: string;
	/** Port of the editor where it is free; default: any. */
	port?: number;
	/** Variables that come on top, or replace one of ours. */
	env?: NodeJS.ProcessEnv;
	/** Whether the package is installed; default true. */
	withPackage?: boolean;
}

/**
 * Starts the pinned n8n, with the package installed as users get it and signed in as the owner.
 * @throws when n8n ends or does not answer within two minutes, with the end of its log
 */
export async function startN8n(options: StartOptions): Promise<N8n> {
	const { folder } = options;
	fs.mkdirSync(folder, { recursive: true });
	endLeftover(folder);
	if (options.withPackage !== false) installPackage(folder);
	const port = await freePort(options.port);
	const brokerPort = await freePort();
	const url = `http://localhost:${port}`;
	const started = performance.now();
	const child = startChild(
		tool('node'),
		[path.join(tool('n8n'), 'node_modules', 'n8n', 'bin', 'n8n'), 'start'],
		{
			cwd: folder,
			env: { ...environment({ folder, port, brokerPort }), ...options.env },
			logFile: path.join(folder, 'n8n.log'),
		},
	);
	fs.writeFileSync(pidFile(folder), String(child.pid));
	const rest = restOf(url);
	try {
		await answering(child, url);
		await rest.signIn();
	} catch (error) {
		await child.kill();
		throw new Error(`n8n did not start. The end of its log:\n${child.logs().slice(-3000)}`, {
			cause: error,
		});
	}
	const forget = () => fs.rmSync(pidFile(folder), { force: true });
	return {
		url,
		folder,
		process: child,
		rest,
		readyMs: Math.round(performance.now() - started),
		get: (address) =>
			fetch(`${url}${address}`, {
				headers: { cookie: rest.cookie(), 'browser-id': rest.browserId, connection: 'close' },
			}),
		webhook: (name) => webhookOf(url, name),
		busy: () => isBusy(rest),
		stop: () => child.stop().then(forget),
		kill: () => child.kill().then(forget),
	};
}

async function isBusy(rest: Rest): Promise<boolean> {
	const filter = encodeURIComponent(JSON.stringify({ status: ['running', 'new'] }));
	const list = await rest.call('GET', `/executions?filter=${filter}&limit=1`);
	return Number(at(list, 'data', 'count') ?? 0) > 0;
}

const pidFile = (folder: string) => path.join(folder, 'n8n.pid');

/** An n8n whose starter was killed lives on and holds the database: it ends before the next one starts. */
function endLeftover(folder: string): void {
	if (!fs.existsSync(pidFile(folder))) return;
	const pid = Number(fs.readFileSync(pidFile(folder), 'utf8'));
	if (pid > 1) signalGroup(pid, 'SIGKILL');
	fs.rmSync(pidFile(folder), { force: true });
}

/** The health check answers seconds before the routes do; the settings are served by the last of them. */
async function answering(child: Child, url: string): Promise<void> {
	await until(
		'n8n',
		async () => {
			if (!child.running()) return true;
			const response = await fetch(`${url}/rest/settings`);
			const type = response.headers.get('content-type') ?? '';
			return response.ok && type.includes('json');
		},
		{ timeoutMs: 120_000 },
	);
	if (!child.running()) throw new Error(`n8n ended with ${await child.exited}.`);
}

/**
 * n8n answers 404 to a GET of a webhook that takes POST, but says which method it takes, so that asking changes nothing.
 */
async function webhookOf(url: string, name: string): Promise<string> {
	const address = `${url}/webhook/${name}`;
	await until(`the webhook '${name}'`, async () => {
		const response = await fetch(address, { method: 'PATCH', redirect: 'manual' });
		const text = await response.text();
		return response.status !== 404 || text.includes('Did you mean');
	});
	return address;
}
