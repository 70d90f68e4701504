import fs from 'node:fs';
import path from 'node:path';
import { type Child, startChild } from './child';
import { tool } from './environment';
import { at } from './json';
import { project } from './pack';
import { freePort } from './ports';
import { until } from './until';

/** A mail server that keeps every mail and sends none on, with a page to read them. */
export interface Mailbox {
	/** Where SMTP is spoken on 127.0.0.1, without encryption and sign-in. */
	readonly port: number;
	/** Address of the page. */
	readonly url: string;
	readonly process: Child;
	/** Message-IDs of the mails it holds; a mail that came twice stands there twice. */
	messageIds(): Promise<string[]>;
	stop(): Promise<void>;
}

/**
 * Starts MailDev in a process of its own: in ours it would take over Ctrl-C.
 * @param options.folder where the mails are kept from one start to the next
 */
export async function startMailbox(options: {
	folder: string;
	port?: number;
	webPort?: number;
}): Promise<Mailbox> {
	fs.mkdirSync(options.folder, { recursive: true });
	const port = await freePort(options.port);
	const webPort = await freePort(options.webPort);
	const url = `http://localhost:${webPort}`;
	const child = startChild(
		tool('node'),
		[
			path.join(project, 'node_modules', 'maildev', 'bin', 'maildev'),
			...['--smtp', String(port), '--web', String(webPort)],
			...['--ip', '127.0.0.1', '--web-ip', '127.0.0.1', '--mail-directory', options.folder],
		],
		{ cwd: project, env: process.env },
	);
	try {
		await until('the mailbox', async () => !child.running() || (await fetch(`${url}/healthz`)).ok);
		if (!child.running()) throw new Error(`The mailbox did not start: ${child.logs()}`);
	} catch (error) {
		await child.kill();
		throw error;
	}
	return {
		port,
		url,
		process: child,
		messageIds: async () => {
			const mails: unknown = await (await fetch(`${url}/email`)).json();
			return Array.isArray(mails) ? mails.map((mail) => String(at(mail, 'messageId'))) : [];
		},
		stop: () => child.stop(2_000),
	};
}
