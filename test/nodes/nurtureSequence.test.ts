import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NurtureSequence } from '../../nodes/NurtureSequence/NurtureSequence.node';
import { runNode, type NodeRun } from '../../scripts/engine/node';
import { faultServer, type FaultServer } from '../mail/faultServer';
import { given, useStore } from './store';

const ann = {
	leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA1',
	email: 'ann@example.com',
	firstName: 'Ann',
	stage: 'nurturing' as const,
	phone: '+12025550123',
	timezone: 'UTC',
};
const bob = {
	...ann,
	leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA2',
	email: 'bob@example.org',
	firstName: 'Bob',
};

async function nurture(operation: string, run: Omit<NodeRun, 'type'> = {}) {
	return await runNode({
		type: new NurtureSequence(),
		...run,
		parameters: { operation, ...run.parameters },
	});
}

const sender: INodeParameters = {
	from: 'Example Ltd <hello@example.org>',
	postalAddress: '1 Example Street',
};

describe('Nurture Sequence', () => {
	const clock = useStore('2026-06-01T20:00:00.000Z');
	let server: FaultServer;
	beforeEach(async () => {
		server = await faultServer();
	});
	afterEach(async () => {
		await server.close();
	});

	const smtp = () => ({
		smtp: { host: '127.0.0.1', port: server.port, secure: false, user: '', password: '' },
	});
	const send = async (run: Omit<NodeRun, 'type'> = {}) =>
		await nurture('runDueSteps', {
			credentials: smtp(),
			...run,
			parameters: { ...sender, ...run.parameters },
		});

	it('enrols with its example steps and sends the first answer at once, in the evening too', async () => {
		await given([ann, bob]);
		const enrolled = await nurture('enrol', {
			items: [{ email: ann.email, own: 1 }, { leadId: bob.leadId }],
		});
		expect(enrolled.error).toBeUndefined();
		expect(enrolled.outputs['Enrolled']?.map(({ json }) => json)).toMatchObject([
			{
				own: 1,
				leadId: ann.leadId,
				enrolment: { outcome: 'enrolled', sequence: 'Welcome', version: 1 },
			},
			{ leadId: bob.leadId, enrolment: { outcome: 'enrolled' } },
		]);
		expect(enrolled.hints.join()).toMatch(/Nothing has run due steps/);
		const { outputs, error } = await send();
		expect(error).toBeUndefined();
		expect(outputs['Sent']?.map(({ json }) => json)).toMatchObject([
			{ email: ann.email, subject: 'Thank you for your message, Ann', stepName: 'Answer' },
			{ email: bob.email },
		]);
		expect(server.received.map(({ to }) => to).sort()).toEqual([[ann.email], [bob.email]]);
	});

	it('shows what would leave when run by hand, and sends nothing', async () => {
		await given([ann]);
		await nurture('enrol', { items: [{ email: ann.email }] });
		const { outputs, hints } = await send({ manual: true });
		expect(outputs['Sent']?.[0]?.json).toMatchObject({ preview: true, to: ann.email });
		expect(outputs['Sent']?.[0]?.json['html']).toContain('Dear Ann');
		expect(hints.join()).toMatch(/nothing was sent/);
		expect(server.received).toEqual([]);
		const test = await send({
			manual: true,
			parameters: { manualRuns: 'testAddress', testAddress: 'me@example.net' },
		});
		expect(test.error).toBeUndefined();
		expect(server.received.map(({ to }) => to)).toEqual([['me@example.net']]);
		// The lead's own is still to come.
		expect(
			(await send({ manual: true, parameters: { manualRuns: 'send' } })).outputs['Sent'],
		).toHaveLength(1);
		expect(server.received[1]?.to).toEqual([ann.email]);
	});

	it('opens the task when it is due and goes on when it is completed', async () => {
		await given([ann]);
		const steps = {
			step: [
				{ kind: 'phoneTask', name: 'Call', text: 'Ask' },
				{ kind: 'email', name: 'After', subject: 'S', text: 'T' },
			],
		};
		await nurture('enrol', {
			items: [{ email: ann.email }],
			parameters: { steps, sendDays: [1, 2, 3, 4, 5, 6, 7], sendFrom: '00:00', sendUntil: '24:00' },
		});
		const [task] = (await send()).outputs['Tasks'] ?? [];
		expect(task?.json).toMatchObject({
			leadId: ann.leadId,
			title: expect.stringContaining('Call'),
			text: 'Ask',
		});
		const done = await nurture('completeTask', {
			items: [task?.json ?? {}],
			parameters: { taskOutcome: 'reached' },
		});
		expect(done.outputs['Completed']?.[0]?.json['completedTasks']).toMatchObject([
			{ outcome: 'reached' },
		]);
		expect((await send()).outputs['Sent']).toHaveLength(1);
	});

	it('hands a mail to another node with all it takes to send it, and takes its answer', async () => {
		const store = await given([ann]);
		await store.saveSettings({ publicAddress: 'https://n8n.example.org/webhook/lead/main/touch' });
		const later = { waitAmount: 1, waitUnit: 'days', sameThread: true, text: 'And?' };
		const steps = {
			step: [
				{
					kind: 'emailByAnotherNode',
					name: 'One',
					subject: 'An idea, {{firstName}}',
					text: 'Look',
				},
				{ kind: 'emailByAnotherNode', name: 'Two', ...later },
				{ kind: 'email', name: 'Three', ...later },
			],
		};
		await nurture('enrol', {
			items: [{ email: ann.email }],
			parameters: { steps, sendDays: [1, 2, 3, 4, 5, 6, 7], sendFrom: '00:00', sendUntil: '24:00' },
		});
		const handedOver = async () => (await send()).outputs['Tasks']?.[0]?.json ?? {};
		const complete = async (task: IDataObject) =>
			await nurture('completeTask', {
				items: [{ ...task, answer: { id: 'msg-77', status: 'queued' } }],
				parameters: { taskOutcome: '={{ $json.answer.status }} as {{ $json.answer.id }}' },
			});
		const first = await handedOver();
		expect(first).toMatchObject({
			from: 'hello@example.org',
			fromName: 'Example Ltd',
			to: ann.email,
			toName: 'Ann',
			subject: 'An idea, Ann',
			deliveryId: expect.stringMatching(/^[0-9A-Z]{26}$/),
			taskId: expect.stringMatching(/^[0-9A-Z]{26}$/),
			text: expect.stringContaining('Look'),
			html: expect.stringMatching(/^<!DOCTYPE html>[^]*<p>Look<\/p>/),
			headers: {
				'Message-ID': first['messageId'],
				'List-Unsubscribe': expect.stringMatching(/^<https:\/\/n8n[^>]+>, <mailto:hello@[^>]+>$/),
				'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
			},
		});
		expect(first['headers']).not.toHaveProperty('References');
		expect((await complete(first)).outputs['Completed']?.[0]?.json['completedTasks']).toMatchObject(
			[{ outcome: 'queued as msg-77' }],
		);
		expect(await store.deliveries({ limit: 5 })).toMatchObject([
			{ state: 'accepted', detail: 'queued as msg-77', deliveryId: first['deliveryId'] },
		]);
		await send();
		clock.now += 86_400_000;
		const second = await handedOver();
		expect(second).toMatchObject({
			subject: 'Re: An idea, Ann',
			headers: { 'In-Reply-To': first['messageId'], References: first['messageId'] },
		});
		await complete(second);
		await send();
		clock.now += 86_400_000;
		expect((await send()).outputs['Sent']).toHaveLength(1);
		expect(server.received[0]?.raw).toContain(`In-Reply-To: ${String(second['messageId'])}`);
	});

	it('holds marketing without consent, says why and when it looks again', async () => {
		await given([{ ...ann, country: 'DE' }]);
		await nurture('enrol', {
			items: [{ email: ann.email }],
			parameters: { purpose: 'marketing', sendFrom: '00:00', sendUntil: '24:00' },
		});
		const { outputs } = await send();
		expect(outputs['Held']?.map(({ json }) => json)).toMatchObject([
			{
				reason: 'noConsent',
				explanation: expect.stringContaining('consent'),
				nextAt: '2026-06-02T20:00:00.000Z',
			},
		]);
		expect(server.received).toEqual([]);
	});

	it('refuses to send for an agent unless it may', async () => {
		const { error } = await send({ asTool: true });
		expect(error?.message).toMatch(/not allowed as a tool/);
	});

	it('broadcasts to a list once, at its time', async () => {
		await given([
			{ ...ann, lists: ['Newsletter'] },
			{ ...bob, lists: ['Newsletters of old'] },
		]);
		const parameters = {
			broadcastName: 'Spring',
			broadcastTo: 'list',
			list: 'newsletter',
			sendAt: '2026-06-03T09:00:00.000Z',
			broadcastSubject: 'News for {{firstName|you}}',
			broadcastText: 'Hello',
			purpose: 'service',
		};
		const { outputs } = await nurture('broadcast', { parameters });
		expect(outputs['Planned']?.map(({ json }) => json)).toMatchObject([
			{ enrolment: { leadId: ann.leadId, nextAt: '2026-06-03T09:00:00.000Z' } },
		]);
		expect((await send()).outputs['Sent']).toEqual([]);
		clock.set('2026-06-03T09:00:00.000Z');
		expect((await send()).outputs['Sent']).toHaveLength(1);
		await nurture('broadcast', { parameters });
		expect((await send()).outputs['Sent']).toEqual([]);
		expect(server.received).toHaveLength(1);
	});

	it('previews, simulates and stops', async () => {
		await given([ann]);
		await nurture('enrol', { items: [{ email: ann.email }] });
		const preview = await nurture('preview', { parameters: { previewOf: 'Welcome', ...sender } });
		expect(preview.outputs['Mails']?.map(({ json }) => json['subject'])).toEqual([
			'Thank you for your message, Robin',
			'Re: Thank you for your message, Robin',
		]);
		const simulated = await nurture('simulate', {
			items: [{ email: ann.email }],
			parameters: sender,
		});
		expect(
			simulated.outputs['Calendar']?.map(({ json }) => [json['stepName'], json['result']]),
		).toEqual([
			['Answer', 'sent'],
			['Follow-up', 'sent'],
			['Call', 'task'],
			['Call', 'finished'],
		]);
		const stopped = await nurture('stop', { items: [{ email: ann.email }] });
		expect(stopped.outputs['Stopped']?.[0]?.json['stoppedSequences']).toEqual(['Welcome']);
		expect((await send()).outputs['Sent']).toEqual([]);
		const uncertain = await nurture('resolveUncertain');
		expect(uncertain.hints.join()).toMatch(/No mail is uncertain/);
	});
});
