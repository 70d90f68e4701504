import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeStores, configureStores, openContext } from '../../lib/process/stores';
import { freshFolder } from '../../scripts/runtime/fresh';
import { at, listAt, textAt } from '../../scripts/runtime/json';
import { type N8n, startN8n } from '../../scripts/runtime/n8n';
import { packageName } from '../../scripts/runtime/pack';
import { until } from '../../scripts/runtime/until';
import { mail } from '../core/mailbox/mails';
import { given } from '../nodes/store';
import { type Dovecot, startDovecot } from './dovecot';

const ann = { leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA1', email: 'ann@example.org' };
const workflowId = 'mailboxTest';

let folder = '';
let n8n: N8n;
let dovecot: Dovecot;

beforeAll(async () => {
	folder = await freshFolder();
	configureStores({ folder: path.join(folder, '.n8n', 'lead-management') });
	await given([ann]);
	dovecot = await startDovecot();
	n8n = await startN8n({ folder });
}, 300_000);

afterAll(async () => {
	await closeStores();
	await n8n?.stop();
	await dovecot?.stop();
	fs.rmSync(folder, { recursive: true, force: true });
});

function deliver(from: number, to: number): void {
	for (let n = from; n < to; n += 1) {
		dovecot.deliver(
			mail(
				{
					From: 'ann@example.org',
					Subject: `Re: Hello ${n}`,
					'Message-ID': `<reply-${n}@example.org>`,
				},
				'Yes, please.',
			),
		);
	}
}

async function publish(parameters: object): Promise<void> {
	const id = await n8n.rest.saveCredential('imap', 'Office', { ...dovecot.access });
	const node = (name: string, type: string, x: number, rest: object) => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [x, 0],
		...rest,
	});
	await n8n.rest.publish({
		id: workflowId,
		name: 'Mailbox',
		nodes: [
			node('Lead Mailbox Trigger', `${packageName}.leadMailboxTrigger`, 0, {
				parameters,
				credentials: { imap: { id, name: 'Office' } },
			}),
			node('Then', 'n8n-nodes-base.noOp', 300, { parameters: {} }),
		],
		connections: {
			'Lead Mailbox Trigger': { main: [[{ node: 'Then', type: 'main', index: 0 }]] },
		},
		settings: {},
	});
}

/** Message-IDs that executions were started with, and how many executions failed. */
async function executions(): Promise<{ started: string[]; failed: string[] }> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const list = await n8n.rest.call('GET', `/executions?filter=${filter}&limit=100`);
	const started: string[] = [];
	const failed: string[] = [];
	for (const one of listAt(list, 'data', 'results')) {
		const whole = await n8n.rest.call('GET', `/executions/${textAt(one, 'id')}`);
		const data = textAt(whole, 'data', 'data');
		if (at(one, 'status') !== 'success') failed.push(data);
		else started.push(...new Set(data.match(/<reply-\d+@example\.org>/g)));
	}
	return { started: started.sort(), failed };
}

const touches = async () => {
	const { store } = await openContext('Main', 'x');
	const all = await store.touchpoints({ leadIds: [ann.leadId], perLead: 500 });
	return all.filter(({ type }) => type === 'email.reply').length;
};

test('the published trigger starts a workflow once for each mail, n8n killed and the mail server away on the way', async () => {
	deliver(0, 30);
	await publish({ pollEvery: 0.05, options: { batchSize: 7 } });
	await until('the first mails', async () => (await touches()) > 0, {
		timeoutMs: 60_000,
		everyMs: 5,
	});
	await n8n.kill();
	deliver(30, 35);
	n8n = await startN8n({ folder });
	const all = Array.from({ length: 35 }, (_value, n) => `<reply-${n}@example.org>`).sort();
	const done = async () => {
		const [found] = await (await openContext('Main', 'x')).store.mailboxes();
		return found?.state.place?.lastUid === 35 && found.state.place.open.length === 0;
	};
	await until('the other mails', done, { timeoutMs: 120_000 });
	expect(await touches()).toBe(35);
	const { started } = await executions();
	expect([...new Set(started)]).toEqual(all);
	// What n8n had begun when it was killed is begun again: at least once, and only that twice.
	expect(started.length).toBeLessThanOrEqual(35 + 30);
	await dovecot.restart();
	await dovecot.stop();
	const failed = async () =>
		(await executions()).failed.filter((one) => one.includes('cannot be reached'));
	await until('the trouble to be told', async () => (await failed()).length > 0, {
		timeoutMs: 60_000,
	});
	expect(await failed()).toHaveLength(1);
}, 300_000);
