import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AssignPolicy } from '../../lib/core/assign/decide';
import { Assign } from '../../nodes/Assign/Assign.node';
import { runNode, type NodeRun } from '../../scripts/engine/node';
import { faultServer, type FaultServer } from '../mail/faultServer';
import { aRep } from '../store/fixtures';
import { given, useStore } from './store';

const policy: AssignPolicy = {
	rules: [],
	strategy: 'roundRobin',
	keepWith: [],
	fallback: 'unassigned',
	slaMinutes: { hot: 15, warm: 240, cold: 1440 },
};

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

	it('is mailed by the next run where the server did not take it', async () => {
		await given([lead]);
		server.set('mail451', 1);
		const [first, second, third] = [await assign(), await assign(), await assign()];
		const notified = [first, second, third].map(
			({ outputs }) => outputs['Assigned']?.[0]?.json['ownerNotified'],
		);
		expect(notified).toEqual([false, true, undefined]);
		expect(server.received.map(({ to }) => to)).toEqual([['kim@example.com']]);
	});

	it('is mailed by the next run where the one that assigned did not live to send it', async () => {
		const store = await given([lead]);
		await store.distribute({
			...{ leadIds: [lead.leadId], by: 'test', timezone: 'UTC', holidays: [], companyOwners: {} },
			...{ reps: [aRep('kim@example.com')], ids: ['a', 'b', 'c', 'd'] },
			policy: { ...policy, card: true },
		});
		const { outputs } = await assign();
		expect(outputs['Assigned']?.[0]?.json).toMatchObject({
			ownerNotified: true,
			assignment: { kept: true },
		});
		expect(server.received).toHaveLength(1);
	});

	it('is not mailed twice where nobody knows whether the server took it', async () => {
		await given([lead]);
		server.set('finAfterData', 1);
		await assign();
		await assign();
		expect(server.offered()).toBe(1);
	});

	it('without a credential stops the node before anybody gets a lead', async () => {
		const store = await given([lead]);
		const { error } = await assign({ credentials: {} });
		expect(error?.description).toContain("turn 'Notify Owner' off");
		const [kept] = await store.getLeads([lead.leadId]);
		expect(kept?.lead.owner).toBeUndefined();
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
