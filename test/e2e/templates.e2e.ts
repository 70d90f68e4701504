import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Catcher, catchMail } from '../../scripts/runtime/catcher';
import { freshFolder } from '../../scripts/runtime/fresh';
import { listAt, textAt } from '../../scripts/runtime/json';
import { type N8n, startN8n } from '../../scripts/runtime/n8n';
import type { Workflow } from '../../scripts/runtime/rest';
import { connected, credentialTypes } from '../../scripts/start/templates';
import { demoStart, copyFor } from '../../scripts/templates/build/demo';
import { allTemplates, type Made } from '../../scripts/templates/catalogue';
import { runFrom } from './execution';
import { storeOf } from './stage';

const made = allTemplates();
const workspaces = ['Client A', 'Client B'];

/** Where the demo of a template runs: alone, since what another one left there would change its way. */
const samples = (index: number) => `Samples ${index + 1}`;

let n8n: N8n;
let mails: Catcher;
/** The demo of a template for a workspace, with the mailbox picked. */
let demoFor: (one: Made, workspace: string) => Workflow;

beforeAll(async () => {
	mails = await catchMail();
	n8n = await startN8n({ folder: await freshFolder() });
	const name = 'Test Mailbox';
	const id = await n8n.rest.saveCredential('smtp', name, mails.credential);
	const types = await credentialTypes(n8n);
	demoFor = ({ demo }, workspace) =>
		connected(copyFor(demo, workspace), types, { smtp: { id, name } });
}, 300_000);

afterAll(async () => {
	await n8n?.stop();
	await mails?.stop();
	if (n8n) fs.rmSync(n8n.folder, { recursive: true, force: true });
});

describe('every template in two workspaces of one n8n', () => {
	test.each(made.map((one): [string, Made] => [one.template.file, one]))(
		'%s is published in both',
		async (_file, one) => {
			for (const workspace of workspaces) {
				await n8n.rest.publish(demoFor(one, workspace));
			}
		},
	);

	test.each(made.map((one, index): [string, Made, number] => [one.template.file, one, index]))(
		'%s runs to its end on the sample leads',
		async (_file, one, index) => {
			const demo = demoFor(one, samples(index));
			await n8n.rest.save(demo);
			const { status, ran, said } = await runFrom(n8n, demo, demoStart);
			expect([status, said]).toEqual(['success', '']);
			expect(ran).toEqual(expect.arrayContaining([...(one.template.demo.reaches ?? ['nothing'])]));
		},
	);
});

test('the demos sent mails, and only to people of the samples', () => {
	expect(mails.mails.length).toBeGreaterThan(0);
	for (const { to } of mails.mails) expect(to.join()).toMatch(/example\.com$/);
});

test('what ran in one workspace left nothing in the other', async () => {
	const count = async (workspace: string) => {
		const store = await storeOf(n8n, workspace);
		const { byStage } = await store.counts();
		await store.close();
		return Object.values(byStage).reduce((sum, n) => sum + n, 0);
	};
	const ran = await Promise.all(made.map((_, index) => count(samples(index))));
	expect(Math.max(...ran)).toBeGreaterThan(5);
	expect(await Promise.all(workspaces.map(count))).toEqual([0, 0]);
});

test('the templates themselves, without a credential, are imported as they are', async () => {
	for (const { workflow } of made) await n8n.rest.save(workflow);
	const list = listAt(await n8n.rest.call('GET', '/workflows'), 'data');
	const ids = list.map((one) => textAt(one, 'id'));
	expect(ids).toEqual(expect.arrayContaining(made.map(({ workflow }) => workflow.id)));
});
