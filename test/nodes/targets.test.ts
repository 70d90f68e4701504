import type { INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from '@jest/globals';
import { storeOf } from '../../lib/process/stores';
import { LeadCapture } from '../../nodes/LeadCapture/LeadCapture.node';
import { TrackTouchpoint } from '../../nodes/TrackTouchpoint/TrackTouchpoint.node';
import { runNode } from '../../scripts/engine/node';
import { useStore } from './store';

const capture = async (rows: object[], parameters: INodeParameters = {}) =>
	await runNode({
		type: new LeadCapture(),
		items: rows.map((row) => ({ ...row })),
		parameters: { operation: 'capture', ...parameters },
	});

const importList = async (rows: object[]) =>
	await capture(rows, {
		operation: 'import',
		tableFrom: 'rows',
		startAs: 'target',
		options: { lists: 'Spring campaign' },
	});

async function stages(): Promise<Record<string, string>> {
	const { leads } = await (await storeOf('Main')).listLeads({ limit: 100 });
	return Object.fromEntries(leads.map(({ lead }) => [lead.email ?? lead.leadId, lead.stage]));
}

const list = [
	{ email: 'ann@example.com', company: 'Lee Ltd' },
	{ email: 'bob@example.com', company: 'Ray Ltd' },
];

describe('Lead Capture: targets', () => {
	const clock = useStore('2026-03-02T10:00:00.000Z');

	it('takes a list in as targets, whom nothing has touched yet', async () => {
		const { outputs } = await importList(list);
		expect(outputs['Imported']?.[0]?.json).toMatchObject({ new: 2, rejected: 0 });
		const store = await storeOf('Main');
		const { leads } = await store.listLeads({ limit: 10 });
		for (const { lead } of leads) {
			expect(lead).toMatchObject({ stage: 'target', lists: ['Spring campaign'] });
			expect(lead.stageHistory).toMatchObject([{ from: null, to: 'target' }]);
			expect(lead.lastTouchAt).toBeUndefined();
		}
		const leadIds = leads.map(({ lead }) => lead.leadId);
		expect(await store.touchpoints({ leadIds, perLead: 5 })).toEqual([]);
	});

	it('takes single items in as targets too, and a second time changes nothing', async () => {
		const { outputs } = await capture(list, { startAs: 'target' });
		expect(outputs['New']?.map(({ json }) => json['stage'])).toEqual(['target', 'target']);
		clock.set('2026-03-09T10:00:00.000Z');
		const again = await capture(list, { startAs: 'target' });
		expect(again.outputs['Updated']).toHaveLength(2);
		expect(await stages()).toEqual({ 'ann@example.com': 'target', 'bob@example.com': 'target' });
	});

	it('leaves a lead a lead, and puts it on the list', async () => {
		await capture([{ email: 'ann@example.com', message: 'Please call me' }]);
		await importList(list);
		expect(await stages()).toEqual({ 'ann@example.com': 'new', 'bob@example.com': 'target' });
		const { leads } = await (await storeOf('Main')).listLeads({ limit: 10 });
		expect(leads.map(({ lead }) => lead.lists)).toEqual([['Spring campaign'], ['Spring campaign']]);
	});

	it('makes a lead of a target that fills in a form', async () => {
		await importList(list);
		const { outputs } = await capture([
			{ email: 'ann@example.com', message: 'What is the price?' },
		]);
		expect(outputs['Updated']?.[0]?.json).toMatchObject({ stage: 'new' });
		expect(await stages()).toEqual({ 'ann@example.com': 'new', 'bob@example.com': 'target' });
	});

	it.each([
		['a reply', { type: 'email.reply' }, 'contacted'],
		['a click by a person', { type: 'email.click', actor: 'human' }, 'new'],
		['a click by a program', { type: 'email.click', actor: 'machine' }, 'target'],
		['an open', { type: 'email.open' }, 'target'],
	])('%s: %j makes it %s', async (_what, touch, stage) => {
		await importList(list);
		await runNode({
			type: new TrackTouchpoint(),
			items: [{ email: 'bob@example.com', ...touch }],
			parameters: {
				operation: 'record',
				options: 'actor' in touch ? { actor: touch.actor } : {},
			},
		});
		expect(await stages()).toEqual({ 'ann@example.com': 'target', 'bob@example.com': stage });
	});

	it('is taken back like any import', async () => {
		const { outputs } = await importList(list);
		await runNode({
			type: new LeadCapture(),
			items: [{}],
			parameters: {
				operation: 'undoImport',
				importBatch: String(outputs['Imported']?.[0]?.json['importBatch']),
			},
		});
		expect(Object.values(await stages())).toEqual(['erased', 'erased']);
	});
});
