import type { INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from '@jest/globals';
import { ann, bob, leadRecord } from './leadRecordCall';
import { given, useStore } from './store';

describe('Lead Record', () => {
	const clock = useStore('2026-03-02T09:00:00.000Z');

	it('gets the whole lead for an item that names only its e-mail, in any case', async () => {
		await given([ann]);
		const { outputs } = await leadRecord('get', {
			items: [{ email: ' Ann@Example.com ', own: 1 }],
		});
		expect(outputs['Lead']?.map(({ json }) => json)).toEqual([
			expect.objectContaining({ ...ann, own: 1, workspace: 'Main' }),
		]);
	});

	it('finds a lead by an address with an umlaut in its domain, as it was captured', async () => {
		await given([{ ...ann, email: 'info@xn--mller-kva.example' }]);
		const { outputs } = await leadRecord('get', {
			items: [{ email: 'Info@Müller.example' }, { email: 'info@xn--mller-kva.example' }],
		});
		expect(outputs['Lead']?.map(({ json }) => json['leadId'])).toEqual([ann.leadId, ann.leadId]);
	});

	it('moves a lead and writes who moved it, when and why', async () => {
		const store = await given([ann]);
		clock.set('2026-03-03T10:00:00.000Z');
		const { outputs } = await leadRecord('moveStage', {
			name: 'Not now',
			items: [{ leadId: ann.leadId }],
			parameters: { stage: 'disqualified', reason: 'badTiming', note: 'Asks for a call in June' },
		});
		const move = {
			from: 'assigned',
			to: 'disqualified',
			reason: 'badTiming',
			note: 'Asks for a call in June',
			by: 'Not now (workflow Lead process)',
			at: '2026-03-03T10:00:00.000Z',
		};
		expect(outputs['Lead']?.[0]?.json).toEqual({
			leadId: ann.leadId,
			stage: 'disqualified',
			stageReason: 'badTiming',
			stageHistory: [move],
			revisitAt: '2026-06-01T10:00:00.000Z',
		});
		const [stored] = await store.getLeads([ann.leadId]);
		expect(stored?.lead).toMatchObject({ stage: 'disqualified', stageHistory: [move] });
		const [audit] = await store.auditOf(ann.leadId, 1);
		expect(audit).toMatchObject({ action: 'stage.moved', by: move.by, note: move.note });
	});

	it.each([
		['not allowed', { stage: 'customer' }, "A lead in stage 'assigned' cannot move to 'customer'"],
		['without its reason', { stage: 'disqualified' }, 'needs a reason'],
		['to no stage', { stage: 'nowhere' }, "There is no stage 'nowhere' [item 0]"],
		['to erased, which erases nothing', { stage: 'erased' }, "'erased' is no stage that a lead"],
		['to merged', { stage: 'merged' }, "'merged' is no stage that a lead can be moved to"],
		['for no reason', { stage: 'disqualified', reason: 'zzz' }, "There is no reason 'zzz'"],
	])('refuses a move %s', async (_what, parameters, message) => {
		const store = await given([ann]);
		const { error } = await leadRecord('moveStage', {
			items: [{ leadId: ann.leadId }],
			parameters,
		});
		expect(error?.message).toContain(message);
		const [stored] = await store.getLeads([ann.leadId]);
		expect(stored).toMatchObject({ version: 1, lead: ann });
	});

	it('names what is to be done for each item that cannot move, and moves the others', async () => {
		await given([ann, { ...bob, stage: 'assigned' }]);
		const { outputs } = await leadRecord('moveStage', {
			items: [
				{ leadId: ann.leadId, to: 'erased' },
				{ leadId: bob.leadId, to: 'contacted' },
				{ leadId: ann.leadId, to: 'disqualified', why: 'zzz' },
			],
			parameters: { stage: '={{ $json.to }}', reason: '={{ $json.why ?? "" }}' },
			onError: 'continueRegularOutput',
		});
		const told = outputs['Lead']?.map(({ json }) => json);
		expect(told).toMatchObject([
			{ details: expect.stringContaining("use the operation 'Erase'") },
			{ details: expect.stringContaining('noBudget') },
			{ leadId: bob.leadId, stage: 'contacted' },
		]);
	});

	it('keeps the playbook of a panel, and names the next action of leads that come into a stage', async () => {
		const store = await given([
			ann,
			{ ...bob, stage: 'assigned', nextAction: 'Call back as agreed' },
		]);
		const activity = [
			{ stage: 'contacted', title: 'Send the brochure', inHours: 2 },
			{ stage: 'contacted', title: 'Book a visit', inHours: 48 },
		];
		const { outputs } = await leadRecord('moveStage', {
			items: [{ leadId: ann.leadId }, { leadId: bob.leadId }],
			parameters: { stage: 'contacted', playbook: { activity } },
		});
		expect(outputs['Lead']?.map(({ json }) => json['nextAction'])).toEqual([
			'Send the brochure',
			'Call back as agreed',
		]);
		expect((await store.settings()).playbook?.contacted).toHaveLength(2);
	});

	it('evaluates a stage that is an expression for each item', async () => {
		await given([ann, { ...bob, stage: 'assigned' }]);
		const { outputs } = await leadRecord('moveStage', {
			items: [
				{ leadId: ann.leadId, to: 'contacted' },
				{ leadId: bob.leadId, to: 'nurturing' },
			],
			parameters: { stage: '={{ $json.to }}' },
		});
		expect(outputs['Lead']?.map(({ json }) => json['stage'])).toEqual(['contacted', 'nurturing']);
	});

	it('lists leads by filter and order up to the limit', async () => {
		const dan = {
			leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA3',
			score: 90,
			employees: 120,
			extra: { tier: 'Gold' },
		};
		await given([ann, bob, dan]);
		const list = async (filters: INodeParameters, limit = 50) => {
			const { outputs, error } = await leadRecord('getMany', {
				parameters: { filters, sort: 'score', limit },
			});
			return error?.message ?? outputs['Lead']?.map(({ json }) => json['score'] ?? null);
		};
		const where = (field: string, operator: string, value?: string) => ({
			conditions: { rows: [{ field, operator, value }] },
		});
		expect(await list({})).toEqual([90, 80, null]);
		expect(await list({}, 1)).toEqual([90]);
		expect(await list({ stages: ['assigned'] })).toEqual([null]);
		expect(await list(where('score', 'atLeast', '85'))).toEqual([90]);
		expect(await list(where('employees', 'atMost', '120'))).toEqual([90]);
		expect(await list(where('email', 'missing'))).toEqual([90]);
		expect(await list(where('email', 'isAnyOf', 'bob@example.com, cy@example.com'))).toEqual([80]);
		expect(
			await list({
				conditions: {
					rows: [{ field: '__other', fieldName: 'tier', operator: 'is', value: 'gold' }],
				},
			}),
		).toEqual([90]);
		expect(await list(where('score', 'atLeast', 'many'))).toContain("'many' cannot be compared");
	});

	it.each<[string, INodeParameters, string]>([
		['no stage', { filters: { stages: ['hott'] } }, "'Stages' cannot be 'hott'"],
		['one stage of two', { filters: { stages: ['new', 'hott'] } }, "'Stages' cannot be 'hott'"],
		[
			'no temperature',
			{ filters: { temperatures: ['boiling'] } },
			"'Temperatures' cannot be 'boil",
		],
		['no time', { filters: { changedSince: 'gestern' } }, "'Changed Since' cannot be 'gestern'"],
		[
			'a time that an expression does not find',
			{ filters: { changedSince: '={{ $json.nope }}' } },
			"'Changed Since' cannot be empty",
		],
		[
			'a stage that an expression does not find',
			{ filters: { stages: '={{ $json.nope }}' } },
			"'Stages' cannot be empty",
		],
		[
			'an owner that an expression does not find',
			{ filters: { owner: '={{ $json.nope }}' } },
			"'Owner' cannot be empty",
		],
		['an unknown operator', where({ operator: 'equals', value: 'Bonn' }), "no operator 'equals'"],
		['no field', where({ field: '', operator: 'is', value: 'Bonn' }), 'condition 1: no field'],
		[
			'a field without a name',
			where({ field: '__other', operator: 'is', value: 'Bonn' }),
			"'Name of the Field' is empty",
		],
		['no value', where({ operator: 'isNot', value: '={{ $json.nope }}' }), "'Value' is empty"],
		['the limit 0', { limit: 0 }, "'Limit' cannot be '0'"],
		['a limit below 0', { limit: -1 }, "'Limit' cannot be '-1'"],
		['a sort order of its own', { sort: 'height' }, "'Sort By' cannot be 'height'"],
	])('lists nobody for %s, and says what is wrong', async (_what, parameters, message) => {
		await given([ann, bob]);
		const { outputs, error } = await leadRecord('getMany', { parameters });
		expect(error?.message).toContain(message);
		expect(error?.description).toBeTruthy();
		expect(outputs['Lead']).toEqual([]);
	});

	it('lists every lead where filters are added and left empty', async () => {
		await given([ann, bob]);
		const filters = { stages: [], temperatures: [], owner: '', changedSince: '', conditions: {} };
		const { outputs } = await leadRecord('getMany', { parameters: { filters } });
		expect(outputs['Lead']).toHaveLength(2);
	});

	it('moves on the leads that nothing happened with, and no others', async () => {
		await given([
			{ ...ann, stage: 'contacted' },
			{ ...bob, stage: 'contacted', lastTouchAt: '2026-03-10T00:00:00.000Z' },
			{ leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA3', stage: 'tracking' },
		]);
		clock.set('2026-03-17T09:00:00.000Z');
		const due = async () => {
			const { outputs } = await leadRecord('moveDueStages', {});
			return outputs['Moved']?.map(({ json }) => [json['leadId'], json['from'], json['stage']]);
		};
		expect(await due()).toEqual([[ann.leadId, 'contacted', 'tracking']]);
		expect(await due()).toEqual([]);
		clock.set('2026-04-02T09:00:00.000Z');
		expect(await due()).toEqual([
			[bob.leadId, 'contacted', 'tracking'],
			['01ARZ3NDEKTSV4RRFFQ69G5FA3', 'tracking', 'nurturing'],
		]);
	});

	it('exports everything known about one person', async () => {
		await given([ann, bob]);
		await leadRecord('moveStage', {
			items: [{ leadId: ann.leadId }],
			parameters: { stage: 'contacted' },
		});
		const { outputs, hints } = await leadRecord('export', { items: [{ email: ann.email }] });
		expect(outputs['Export']?.[0]?.json).toMatchObject({
			lead: { leadId: ann.leadId, stage: 'contacted' },
			touchpoints: [{ type: 'lifecycle.changed', leadId: ann.leadId }],
			changes: [{ action: 'stage.moved' }, { action: 'given' }],
			enrolments: [],
			deliveries: [],
			tasks: [],
		});
		expect(hints.join()).toContain('Saved executions');
	});
});

function where(row: INodeParameters): INodeParameters {
	return { filters: { conditions: { rows: [{ field: 'city', ...row }] } } };
}
