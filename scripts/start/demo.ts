import fs from 'node:fs';
import path from 'node:path';
import { closeStores, configureStores, storeOf } from '../../lib/process/stores';
import { type Mailbox, startMailbox } from '../runtime/mailbox';
import { smtpCredential } from '../runtime/catcher';
import { type N8n, startN8n } from '../runtime/n8n';
import type { Posted } from './samples';
import { type Summary, settled, summarise } from './summary';
import { type Imported, capturePath, importTemplates, masterFile } from './templates';

/** A running n8n with every template, a mailbox and the store that both fill. */
export interface Demo {
	readonly n8n: N8n;
	readonly mailbox: Mailbox;
	readonly templates: Imported[];
	readonly master: Imported;
	/** Address of the master template's webhook. */
	readonly webhook: string;
	/** Waits until the process has come to rest and counts. */
	summary(posted: Posted[]): Promise<Summary>;
	stop(): Promise<void>;
}

/** The addresses a user may remember; another port is taken where one is in use. */
const usualPorts = { n8n: 5678, smtp: 1025, mailbox: 1080 };

/**
 * @param folder everything the demo keeps: n8n's user folder and the mails
 * @param options.anyPorts whether several demos may run at the same time, each on ports of its own
 */
export async function startDemo(
	folder: string,
	options: { anyPorts: boolean; tell: (text: string) => void },
): Promise<Demo> {
	const { tell } = options;
	const ports: Partial<typeof usualPorts> = options.anyPorts ? {} : usualPorts;
	tell('Starting the mailbox …');
	const mailbox = await startMailbox({
		folder: path.join(folder, 'mails'),
		port: ports.smtp,
		webPort: ports.mailbox,
	});
	let n8n: N8n | undefined;
	const stop = async () => {
		await closeStores();
		await n8n?.stop();
		await mailbox.stop();
	};
	try {
		tell('Starting n8n …');
		n8n = await startN8n({ folder, port: ports.n8n });
		tell(`n8n answers after ${(n8n.readyMs / 1000).toFixed(1)} s. Publishing the templates …`);
		const name = 'Demo Mailbox';
		const smtp = await n8n.rest.saveCredential('smtp', name, smtpCredential(mailbox.port));
		const templates = await importTemplates(n8n, { smtp: { id: smtp, name } });
		const master = templates.find(({ file }) => file === masterFile);
		if (master === undefined) throw new Error(`workflows/${masterFile} is missing.`);
		const webhook = await n8n.webhook(capturePath(master.workflow));
		configureStores({ folder: path.join(folder, '.n8n', 'lead-management') });
		return {
			n8n,
			mailbox,
			templates,
			master,
			webhook,
			summary: async (posted) => {
				const store = await storeOf('Main');
				const running = n8n;
				await settled(store, mailbox, async () => running !== undefined && (await running.busy()));
				return await summarise(posted, store, mailbox);
			},
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}

/** What an earlier start posted, kept beside the demo so that a second start shows it without posting again. */
export function remembered(folder: string): Summary | undefined {
	const file = path.join(folder, 'summary.json');
	return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
}

/** Keeps the summary of the samples for the next start. */
export function remember(folder: string, summary: Summary): void {
	fs.writeFileSync(path.join(folder, 'summary.json'), JSON.stringify(summary));
}
