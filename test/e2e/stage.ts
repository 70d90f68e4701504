import { generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { openStore } from '../../lib/store/open';
import type { LeadStore } from '../../lib/store/port';
import { type Catcher, catchMail } from '../../scripts/runtime/catcher';
import { freshFolder } from '../../scripts/runtime/fresh';
import { type N8n, startN8n } from '../../scripts/runtime/n8n';
import {
	type Imported,
	capturePath,
	importTemplates,
	masterFile,
} from '../../scripts/start/templates';

/** An n8n with every template, an SMTP server that counts, and a view into the store. */
export interface Stage {
	readonly n8n: N8n;
	readonly mails: Catcher;
	readonly templates: Imported[];
	readonly master: Imported;
	/** Address of the master template's webhook. */
	readonly webhook: string;
	readonly store: LeadStore;
	/** As n8n's own. */
	busy: N8n['busy'];
	/** Ends n8n as a power cut would and starts it again on the same folder. */
	killAndStartAgain(): Promise<void>;
	end(): Promise<void>;
}

/** The built-in store of a workspace in an n8n's folder. */
export async function storeOf(
	{ folder }: Pick<N8n, 'folder'>,
	workspace = 'Main',
): Promise<LeadStore> {
	return await openStore({
		engine: 'sqlite',
		folder: path.join(folder, '.n8n', 'lead-management'),
		workspace,
	});
}

/** A service account at Google, as its credential wants it. */
export function googleAccount(): Record<'email' | 'privateKey', string> {
	const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	return {
		email: 'leads@example-project.iam.gserviceaccount.com',
		privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
	};
}

export async function setStage(): Promise<Stage> {
	const folder = await freshFolder();
	const mails = await catchMail();
	let n8n = await startN8n({ folder });
	const name = 'Test Mailbox';
	const id = await n8n.rest.saveCredential('smtp', name, mails.credential);
	const templates = await importTemplates(n8n, { smtp: { id, name } });
	const master = templates.find(({ file }) => file === masterFile);
	if (master === undefined) throw new Error(`workflows/${masterFile} is missing`);
	const store = await storeOf({ folder });
	const { port } = new URL(n8n.url);
	return {
		get n8n() {
			return n8n;
		},
		mails,
		templates,
		master,
		webhook: await n8n.webhook(capturePath(master.workflow)),
		store,
		busy: () => n8n.busy(),
		killAndStartAgain: async () => {
			await n8n.kill();
			n8n = await startN8n({ folder, port: Number(port) });
			await n8n.webhook(capturePath(master.workflow));
		},
		end: async () => {
			await store.close();
			await n8n.stop();
			await mails.stop();
			fs.rmSync(folder, { recursive: true, force: true });
		},
	};
}
