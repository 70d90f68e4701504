import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Assign } from '../../nodes/Assign/Assign.node';
import { runNode, type NodeRun } from '../../scripts/engine/node';
import { faultServer, type FaultServer } from '../mail/faultServer';
import { given, useStore } from './store';

describe('the lead card for a new owner', () => {
	useStore('2026-03-10T10:00:00.000Z');
	let server: FaultServer;
	beforeEach(async () => {
		server = await faultServer();
	});
	afterEach(async () => {
		await server.close();
	});
	const lead = {
		leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA1',
		fullName: 'Ann Example',
		stage: 'filtered' as const,
	};
	const assign = async (run: Omit<NodeRun, 'type'> = {}) =>
		await runNode({
			type: new Assign(),
			credentials: {
				smtp: { host: '127.0.0.1', port: server.port, secure: false, user: '', password: '' },
			},
			items: [{ leadId: lead.leadId }],
			...run,
			parameters: {
				repList: { rep: [{ name: 'Kim', email: 'kim@example.com' }] },
				notifyOwner: true,
				from: 'Leads <leads@example.org>',
				...run.parameters,
			},
		});

	it('is mailed once, however often the node runs', async () => {
		await given([lead]);
		const { outputs } = await assign();
		expect(outputs['Assigned']?.[0]?.json).toMatchObject({ ownerNotified: true });
		await assign();
		expect(server.received.map(({ to }) => to)).toEqual([['kim@example.com']]);
	});

	it('goes to nobody when run by hand or while all sending is paused', async () => {
		const store = await given([lead, { ...lead, leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA2' }]);
		const { hints } = await assign({ manual: true });
		expect(hints.join()).toContain('no owner was mailed');
		await store.saveSettings({ sendingPaused: true });
		const { outputs } = await assign({ items: [{ leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA2' }] });
		expect(outputs['Assigned']?.[0]?.json).toMatchObject({
			ownerNotified: false,
			owner: 'kim@example.com',
		});
		expect(server.received).toEqual([]);
	});
});
