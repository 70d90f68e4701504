import type { INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from '@jest/globals';
import { NurtureSequence } from '../../nodes/NurtureSequence/NurtureSequence.node';
import { runNode, type NodeRun } from '../../scripts/engine/node';
import { given, useStore } from './store';

const ann = { leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA1', email: 'ann@example.com', firstName: 'Ann' };
const sender: INodeParameters = {
	from: 'Example Ltd <hello@example.org>',
	postalAddress: '1 Example Street',
};
/** Nobody listens there: what is wrong is found before anything is sent. */
const smtp = () => ({
	smtp: { host: '127.0.0.1', port: 9, secure: false, user: '', password: '' },
});

async function nurture(operation: string, run: Omit<NodeRun, 'type'> = {}) {
	return await runNode({
		type: new NurtureSequence(),
		...run,
		parameters: { operation, ...run.parameters },
	});
}

describe('Nurture Sequence with settings that cannot be used', () => {
	useStore('2026-06-01T20:00:00.000Z');

	it.each<[string, INodeParameters, RegExp]>([
		['no sender', { from: '' }, /No sender/],
		['two senders', { from: 'a@example.com, b@example.com' }, /sender/],
		['a reply address that is none', { ...sender, replyTo: 'nobody' }, /Reply To/],
	])('stops with what to do: %s', async (_what, parameters, message) => {
		const { error } = await nurture('runDueSteps', { credentials: smtp(), parameters });
		expect(error?.message).toMatch(message);
		expect(error?.description).toBeTruthy();
	});

	it('names the step that is wrong', async () => {
		await given([ann]);
		const steps = {
			step: [{ kind: 'email', name: 'Hello', subject: 'Hi', text: 'Dear {{frist_name' }],
		};
		const { error } = await nurture('enrol', {
			items: [{ email: ann.email }],
			parameters: { steps },
		});
		expect(error?.message).toMatch(/Step 1 'Hello'.*placeholder/);
	});

	it.each([
		[{ field: '__other', operator: 'is', value: 'x' }, "Step 1 'A': the field's name is empty"],
		[{ field: 'city', operator: 'equals', value: 'x' }, "Step 1 'A': 'city' cannot be compared"],
		[{ waitAmount: 'bald' }, "Step 1 'A': 'Wait Before' cannot be 'bald'"],
		[{ waitAmount: 1, waitUnit: 'moons' }, "Step 1 'A': 'Unit' cannot be 'moons'"],
	])('enrols nobody by a step that is half filled in: %j', async (half, message) => {
		await given([ann]);
		const step = [{ kind: 'email', name: 'A', subject: 'Hi', text: 'x', ...half }];
		const { error } = await nurture('enrol', {
			items: [{ email: ann.email }],
			parameters: { sequence: 'S6', steps: { step } },
		});
		expect(error?.message).toContain(message);
		expect(error?.description).toBeTruthy();
	});
});
