import { describe, expect, it } from '@jest/globals';
import type { Lead } from '../../lib/core/lead/lead';
import { leadPageUrl } from '../../lib/web/links';
import { address, ann, open, touches } from './publicCall';
import { given, useStore } from './store';

const parameters = {
	events: ['accepted', 'declined', 'taskDone', 'stageMoved', 'callLogged'],
};

describe('the lead page', () => {
	const clock = useStore('2026-03-02T10:00:00.000Z');
	const start = async (change: Partial<Lead> = {}) => {
		const store = await given([{ ...ann, ...change }]);
		const who = { leadId: ann.leadId, owner: ann.owner };
		const url = leadPageUrl(await store.secrets(), address, who, clock.now + 86_400_000);
		const press = async (body: object) => await open(url, { method: 'POST', body, parameters });
		const lead = async () => (await store.getLeads([ann.leadId]))[0]?.lead;
		return { store, url, press, lead };
	};

	it('accepts an offer, once', async () => {
		const { url, press, lead } = await start({ nextAction: 'Accept the lead' });
		expect((await open(url)).text).toContain('>Accept</button>');
		expect((await press({ what: 'accept' })).items).toMatchObject([{ event: 'accepted' }]);
		expect(await press({ what: 'accept' })).toMatchObject({ status: 200, items: undefined });
		expect((await lead())?.nextAction).toBe('Answer the lead');
		expect((await open(url)).text).not.toContain('>Accept</button>');
	});

	it('gives a lead back, after which the link is dead', async () => {
		const { url, press, lead } = await start();
		const [first, second] = await Promise.all([
			press({ what: 'decline' }),
			press({ what: 'decline' }),
		]);
		expect([first.items, second.items].flat().filter(Boolean)).toMatchObject([
			{ event: 'declined' },
		]);
		expect((await lead())?.owner).toBeUndefined();
		for (const one of [first, second, await press({ what: 'decline' })])
			expect(one.text).toContain('You gave the lead back');
		expect([(await open(url)).status, (await press({ what: 'accept' })).status]).toEqual([
			404, 404,
		]);
	});

	it('closes a task, once', async () => {
		const { store, url, press } = await start();
		const at = '2026-03-02T09:00:00.000Z';
		const task = { taskId: 'T1', leadId: ann.leadId, kind: 'phone', title: 'Call Ann' } as const;
		await store.saveTasks([{ ...task, dueAt: at, createdAt: at, state: 'open' }]);
		expect((await open(url)).text).toContain('Done: Call Ann');
		expect((await press({ what: 'task', task: 'T1', note: 'spoke' })).items).toHaveLength(1);
		expect((await press({ what: 'task', task: 'T1' })).items).toBeUndefined();
		expect(await store.tasks({ leadIds: [ann.leadId], limit: 9 })).toMatchObject([
			{ state: 'done', outcome: 'spoke' },
		]);
		expect((await touches()).filter(({ type }) => type === 'task.done')).toHaveLength(1);
	});

	it('shows what belongs to the stage, and notes each activity once', async () => {
		const { store, url, press } = await start();
		expect((await open(url)).text).toContain('Done: Call the lead');
		const activity = { what: 'activity', activity: 'Call the lead' };
		expect((await press(activity)).items).toMatchObject([{ event: 'taskDone' }]);
		expect((await press(activity)).items).toBeUndefined();
		expect((await press({ what: 'activity', activity: 'Anything' })).items).toBeUndefined();
		expect((await touches()).filter(({ type }) => type === 'task.done')).toHaveLength(1);
		expect((await open(url)).text).not.toContain('Done: Call the lead');
		await store.saveSettings({ playbook: { assigned: [{ title: 'Send a card', inHours: 2 }] } });
		expect((await open(url)).text).toContain('Done: Send a card');
	});

	it('moves the stage, and only where the lead may go', async () => {
		const { press, lead } = await start();
		expect((await press({ what: 'move', stage: 'customer' })).text).toContain('cannot go');
		expect((await press({ what: 'move', stage: 'erased' })).text).toContain('cannot go');
		expect((await press({ what: 'move', stage: 'contacted' })).items).toHaveLength(1);
		expect((await press({ what: 'move', stage: 'contacted' })).items).toBeUndefined();
		expect(await lead()).toMatchObject({
			stage: 'contacted',
			stageHistory: [{ to: 'contacted', by: `${ann.owner} (lead page)` }],
		});
	});

	it('disqualifies with a reason', async () => {
		const { press, lead } = await start();
		expect((await press({ what: 'disqualify' })).text).toContain('choose a reason');
		await press({ what: 'disqualify', reason: 'noBudget', note: 'next year' });
		expect(await lead()).toMatchObject({ stage: 'disqualified', stageReason: 'noBudget' });
	});

	it('converts a qualified lead, once', async () => {
		const { store, url, press, lead } = await start({ stage: 'qualified', company: 'Example Ltd' });
		expect((await open(url)).text).toContain('Convert to opportunity');
		await press({ what: 'convert' });
		expect((await press({ what: 'convert' })).items).toBeUndefined();
		expect((await lead())?.stage).toBe('opportunity');
		expect((await store.listOpportunities({ limit: 9 })).opportunities).toHaveLength(1);
	});

	it('changes nothing on GET, HEAD, or a form that is not ours', async () => {
		const { url, press, lead } = await start();
		const before = await lead();
		for (const query of ['&what=decline', '&what=move&stage=contacted'])
			for (const method of ['GET', 'HEAD']) await open(`${url}${query}`, { method });
		await press({ what: 'erase' });
		expect(await lead()).toEqual(before);
	});

	it('does not open after its time', async () => {
		const { url, press } = await start();
		clock.set('2026-03-03T10:00:01.000Z');
		expect([(await open(url)).status, (await press({ what: 'decline' })).status]).toEqual([
			404, 404,
		]);
	});
});
