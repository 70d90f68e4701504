import { describe, expect, it } from '@jest/globals';
import { LeadRecord } from '../../nodes/LeadRecord/LeadRecord.node';
import { runNode, type NodeRun } from '../../scripts/engine/node';
import { given, useStore } from './store';

const ann = {
	leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA1',
	email: 'ann@example.com',
	stage: 'assigned' as const,
};

async function leadRecord(operation: string, run: Omit<NodeRun, 'type'>) {
	return await runNode({
		type: new LeadRecord(),
		...run,
		parameters: { operation, ...run.parameters },
	});
}

describe('every node', () => {
	useStore('2026-03-02T09:00:00.000Z');
	const unknown = { email: 'nobody@example.com', own: 1 };

	it('stops at an item whose lead is not in the store, and says what to do', async () => {
		const { error } = await leadRecord('get', { items: [unknown] });
		expect(error).toEqual({
			message: "No lead 'nobody@example.com' in workspace 'Main' [item 0]",
			description: "Capture it first with a Lead Capture node, or check 'Workspace'.",
		});
	});

	it('sends such an item to the error output with its fields, the others go on', async () => {
		await given([ann]);
		const items = [unknown, { leadId: ann.leadId }];
		const { outputs } = await leadRecord('get', { items, onError: 'continueErrorOutput' });
		expect(outputs['Success']).toHaveLength(1);
		expect(outputs['Error']?.[0]?.json).toMatchObject({
			...unknown,
			error: expect.stringContaining('No lead'),
			details: expect.stringContaining('Lead Capture'),
		});
	});

	it('keeps such an item in the output when the node continues', async () => {
		const { outputs, error } = await leadRecord('get', {
			items: [unknown],
			onError: 'continueRegularOutput',
		});
		expect(error).toBeUndefined();
		expect(outputs['Lead']?.[0]).toMatchObject({
			json: { ...unknown, error: expect.stringContaining('No lead') },
			pairedItem: { item: 0 },
		});
	});

	it('refuses an item of another workspace', async () => {
		await given([ann]);
		const { error } = await leadRecord('get', {
			items: [{ leadId: ann.leadId, workspace: 'Client B' }],
		});
		expect(error?.message).toContain("belongs to workspace 'Client B', this node works in 'Main'");
	});

	it('keeps workspaces apart', async () => {
		await given([ann], 'Client B');
		const { error } = await leadRecord('get', { items: [{ email: ann.email }] });
		expect(error?.message).toContain('No lead');
		const { outputs } = await leadRecord('get', {
			items: [{ email: ann.email }],
			parameters: { workspace: 'client b' },
		});
		expect(outputs['Lead']).toHaveLength(1);
	});
});
