import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { type Child, startChild } from '../../scripts/runtime/child';
import { freePort } from '../../scripts/runtime/ports';
import { until } from '../../scripts/runtime/until';

/** A real IMAP server with one mailbox in a folder of its own. */
export interface Dovecot {
	/** What n8n's IMAP credential says of it. */
	readonly access: { host: string; port: number; secure: boolean; user: string; password: string };
	/** Puts a mail into the inbox, as a mail server does. */
	deliver(raw: string | Uint8Array): void;
	/** How many mails are marked as read. */
	seen(): number;
	/** Forgets the numbers of all mails, so that the server gives new ones with another UIDVALIDITY. */
	renumber(): Promise<void>;
	/** Ends the server at once and starts it again on the same port. */
	restart(): Promise<void>;
	stop(): Promise<void>;
}

export async function startDovecot(): Promise<Dovecot> {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-dovecot-'));
	fs.chmodSync(folder, 0o755);
	const inbox = path.join(folder, 'mail');
	for (const part of ['new', 'cur', 'tmp'])
		fs.mkdirSync(path.join(inbox, part), { recursive: true });
	const port = await freePort();
	const file = path.join(folder, 'dovecot.conf');
	fs.writeFileSync(file, configuration(folder, port));
	const own = () => execFileSync('chown', ['-R', 'mail:mail', inbox]);
	own();
	let server = await start(file, folder, port);
	let delivered = 0;
	const restart = async (between?: () => void) => {
		await server.kill();
		between?.();
		fs.rmSync(path.join(folder, 'run'), { recursive: true, force: true });
		server = await start(file, folder, port);
	};
	return {
		access: {
			host: '127.0.0.1',
			port,
			secure: false,
			user: 'office@example.com',
			password: 'secret',
		},
		deliver(raw) {
			delivered += 1;
			const name = `${1_800_000_000 + delivered}.M${delivered}.example`;
			fs.writeFileSync(path.join(inbox, 'tmp', name), raw);
			execFileSync('chown', ['mail:mail', path.join(inbox, 'tmp', name)]);
			fs.renameSync(path.join(inbox, 'tmp', name), path.join(inbox, 'new', name));
		},
		// Maildir keeps the flags in the file's name: 'S' is seen.
		seen: () =>
			fs.readdirSync(path.join(inbox, 'cur')).filter((name) => /,[A-Z]*S/.test(name)).length,
		renumber: async () =>
			await restart(() => {
				for (const one of fs.readdirSync(inbox))
					if (one.startsWith('dovecot')) fs.rmSync(path.join(inbox, one));
			}),
		restart: async () => await restart(),
		async stop() {
			await server.stop();
			fs.rmSync(folder, { recursive: true, force: true });
		},
	};
}

async function start(file: string, folder: string, port: number): Promise<Child> {
	const child = startChild('dovecot', ['-F', '-c', file], {
		cwd: folder,
		env: process.env,
		logFile: path.join(folder, 'output'),
	});
	await until('Dovecot', async () => (await greets(port)) || !child.running(), {
		timeoutMs: 20_000,
	});
	if (!child.running()) throw new Error(`Dovecot did not start: ${child.logs()}`);
	return child;
}

async function greets(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = net.connect(port, '127.0.0.1');
		const answer = (isThere: boolean) => {
			socket.destroy();
			resolve(isThere);
		};
		socket.once('data', () => answer(true));
		socket.once('error', () => answer(false));
		socket.once('close', () => answer(false));
	});
}

function configuration(folder: string, port: number): string {
	return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${folder}/mail
first_valid_uid = 1
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=mail gid=mail home=${folder}/mail
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
`;
}

/** A way to a server on this machine that cuts each connection after so many bytes of answers, while it is told to. */
export async function shakyWayTo(port: number): Promise<{
	port: number;
	cutAfter(bytes: number | undefined): void;
	cuts(): number;
	close(): Promise<void>;
}> {
	let limit: number | undefined;
	let cuts = 0;
	const sockets = new Set<net.Socket>();
	const server = net.createServer((client) => {
		const upstream = net.connect(port, '127.0.0.1');
		let left = limit ?? Infinity;
		for (const socket of [client, upstream]) {
			sockets.add(socket);
			socket.on('error', () => undefined);
			socket.on('close', () => {
				sockets.delete(socket);
				client.destroy();
				upstream.destroy();
			});
		}
		client.pipe(upstream);
		upstream.on('data', (chunk: Buffer) => {
			client.write(chunk.subarray(0, Math.min(left, chunk.length)));
			left -= chunk.length;
			if (left > 0) return;
			cuts += 1;
			client.destroy();
		});
	});
	const own = await freePort();
	await new Promise<void>((resolve) => server.listen(own, '127.0.0.1', resolve));
	return {
		port: own,
		cutAfter: (bytes) => {
			limit = bytes;
		},
		cuts: () => cuts,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
