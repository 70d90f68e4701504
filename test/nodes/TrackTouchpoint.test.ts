import type { INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from '@jest/globals';
import { TrackTouchpoint } from '../../nodes/TrackTouchpoint/TrackTouchpoint.node';
import { runNode, type NodeRun } from '../../scripts/engine/node';
import { dsn } from '../core/mailbox/mails';
import { given, useStore } from './store';

const ann = {
	leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA1',
	email: 'ann@example.com',
	fullName: 'Ann <b>Example</b>',
	stage: 'assigned' as const,
};

async function track(operation: string, run: Omit<NodeRun, 'type'>) {
	return await runNode({
		type: new TrackTouchpoint(),
		...run,
		parameters: { operation, ...run.parameters },
	});
}

describe('Track Touchpoint: Record', () => {
	const clock = useStore('2026-03-02T09:00:00.000Z');

	it('records an answered call: the lead is contacted, answered, and has a next action', async () => {
		const store = await given([ann]);
		const { outputs } = await track('record', {
			items: [{ email: 'Ann@example.com', own: 1 }],
			parameters: { type: 'call.outbound', outcome: 'connected', options: { duration: '5 min' } },
		});
		expect(outputs['Recorded']?.map(({ json }) => json)).toEqual([
			expect.objectContaining({
				own: 1,
				leadId: ann.leadId,
				stage: 'contacted',
				firstResponseAt: '2026-03-02T09:00:00.000Z',
				nextAction: 'Send a summary of the call and the next step',
				touchpoint: expect.objectContaining({
					outcome: 'recorded',
					what: 'Call made: answered, 5 min',
					result: 'connected',
				}),
			}),
		]);
		const [stored] = await store.getLeads([ann.leadId]);
		expect(stored?.lead.stage).toBe('contacted');
	});

	it("takes other tools' events as they come, and sends on what fits no lead with the reason", async () => {
		const store = await given([ann]);
		const { outputs } = await track('record', {
			items: [
				{ event: 'open', email: 'ann@example.com', sg_event_id: 'e1', timestamp: 1_772_000_000 },
				{ event: 'open', email: 'ann@example.com', sg_event_id: 'e1', timestamp: 1_772_000_000 },
				{ event: 'bounce', email: 'nobody@example.com' },
				{ event: 'bananas', email: 'ann@example.com' },
				{},
			],
		});
		expect(outputs['Recorded']?.map(({ json }) => json['touchpoint'])).toEqual([
			expect.objectContaining({ outcome: 'recorded', type: 'email.open' }),
			expect.objectContaining({ outcome: 'known' }),
		]);
		expect(outputs['Unmatched']?.map(({ json }) => json['touchpoint'])).toEqual([
			{ outcome: 'unmatched', reason: "No lead 'nobody@example.com' in this workspace." },
			{ outcome: 'unusable', reason: expect.stringContaining("'bananas' is no touchpoint type") },
			{ outcome: 'unmatched', reason: expect.stringContaining('names no lead') },
		]);
		expect((await store.counts()).touchpoints).toBe(1);
	});

	it('maps fields, own types, times and own lead fields', async () => {
		await given([ann]);
		const { outputs } = await track('record', {
			items: [
				{ who: 'ann@example.com', when: '2026-02-01T10:00:00Z', talk: 'pricing,crm', ref: 'w1' },
			],
			parameters: {
				type: '__other',
				ownType: 'workshop.attended',
				leadBy: 'email',
				leadField: 'who',
				happenedAt: 'field',
				happenedAtField: 'when',
				details: {
					detail: [
						{ detail: 'topics', field: 'talk' },
						{ detail: 'externalId', field: 'ref' },
					],
				},
			},
		});
		expect(outputs['Recorded']?.[0]?.json).toMatchObject({
			topics: ['pricing', 'crm'],
			touchpoint: {
				type: 'workshop.attended',
				sourceId: 'w1',
				occurredAt: '2026-02-01T10:00:00.000Z',
			},
		});
	});

	it.each<[INodeParameters, string]>([
		[{ happenedAt: 'field', happenedAtField: 'nope' }, "Time Field': the item has no 'nope'"],
		[{ happenedAt: 'field' }, "'Name of the Time Field' is empty"],
		[{ happenedAt: 'field', happenedAtField: 'dur' }, "'Happened At' cannot be 'abc'"],
		[{ happenedAt: '={{ $json.nope }}' }, "'Happened At' is empty"],
		[{ options: { duration: 'abc' } }, "'Duration' cannot be 'abc'"],
		[{ options: { value: 'many' } }, "'Value' cannot be 'many'"],
		[{ options: { direction: '={{ "sideways" }}' } }, "'Direction' cannot be 'sideways'"],
		[{ outcome: '={{ "zzz" }}' }, "'Outcome' cannot be 'zzz'"],
		[{ details: { detail: [{ detail: 'duration', field: 'dur' }] } }, "'Duration' cannot be 'abc'"],
	])('records nothing by values that cannot be read: %j', async (parameters, message) => {
		const store = await given([ann]);
		const { outputs } = await track('record', {
			items: [{ leadId: ann.leadId, dur: 'abc' }],
			parameters: { type: 'call.outbound', ...parameters },
			onError: 'continueRegularOutput',
		});
		expect(outputs['Unmatched']?.map(({ json }) => json)).toMatchObject([
			{ error: expect.stringContaining(message), details: expect.stringMatching(/takes|choose/) },
		]);
		expect(outputs['Recorded']).toEqual([]);
		expect((await store.getLeads([ann.leadId]))[0]?.version).toBe(1);
	});

	it('records what another tool tells, and says which of its values it could not read', async () => {
		await given([ann]);
		const { outputs, hints } = await track('record', {
			items: [{ leadId: ann.leadId, type: 'call.outbound', duration: 'abc', outcome: 'zzz' }],
		});
		expect(outputs['Recorded']).toHaveLength(1);
		expect(hints.join()).toContain('2 values of items could not be read and had no effect');
	});

	it('makes a lead when asked to', async () => {
		const store = await given([]);
		const { outputs } = await track('record', {
			items: [{ email: 'new@example.com' }],
			parameters: { type: 'meeting.booked', leadMissing: 'create' },
		});
		expect(outputs['Recorded']?.[0]?.json).toMatchObject({ touchpoint: { leadCreated: true } });
		expect((await store.counts()).leads).toBe(1);
	});

	it('says what became of an item where all leave by one output', async () => {
		await given([ann]);
		const { outputs } = await track('record', {
			items: [{ email: 'ann@example.com' }, { email: 'x@example.com' }],
			parameters: { type: 'note.added', outputs: 'one' },
		});
		expect(
			Object.values(outputs)
				.flat()
				.map(({ json }) => json['outcome']),
		).toEqual(['recorded', 'unmatched']);
	});

	it('refuses an item of another workspace', async () => {
		await given([ann]);
		const { error } = await track('record', { items: [{ email: ann.email, workspace: 'Other' }] });
		expect(error?.message).toContain("belongs to workspace 'Other'");
	});

	it('gets the timeline as data and as an escaped page', async () => {
		await given([ann]);
		await track('record', {
			items: [{ email: ann.email }],
			parameters: {
				type: 'call.outbound',
				outcome: 'noAnswer',
				options: { content: '<script>x</script>' },
			},
		});
		clock.set('2026-03-04T09:00:00.000Z');
		await track('record', { items: [{ email: ann.email }], parameters: { type: 'meeting.held' } });
		const { outputs } = await track('getTimeline', { items: [{ email: ann.email }] });
		const json = outputs['Timeline']?.[0]?.json;
		expect(json).toMatchObject({ timeline: { touches: 2, days: 2, conversations: 1 } });
		expect(json?.['timelinePage']).toContain('Meeting held');
		expect(json?.['timelinePage']).not.toMatch(/<script>|<b>/);
	});

	it('tells the whole story from the first touch on, or only the newest of it', async () => {
		const store = await given([ann]);
		const touches = Array.from({ length: 120 }, (_value, n) => ({
			touchId: `T${n}`,
			leadId: ann.leadId,
			type: 'web.pageView',
			actor: { kind: 'human' as const, confidence: 1 },
			occurredAt: new Date(clock.now - (120 - n) * 60_000).toISOString(),
			receivedAt: new Date(clock.now).toISOString(),
			source: 'web',
			sourceId: `T${n}`,
		}));
		await store.recordTouchpoints(touches);
		const told = async (parameters: object) => {
			const { outputs } = await track('getTimeline', {
				items: [{ email: ann.email }],
				parameters: { format: 'data', ...parameters },
			});
			return outputs['Timeline']?.[0]?.json['timeline'];
		};
		expect(await told({})).toMatchObject({ touches: 120, first: touches[0]?.occurredAt });
		expect(await told({ returnAll: false, limit: 7 })).toMatchObject({
			touches: 7,
			first: touches[113]?.occurredAt,
		});
	});

	it('reads mails in a field, as fields and as nothing', async () => {
		await given([{ ...ann, email: 'ann@example.org' }]);
		const raw = dsn(
			'Final-Recipient: rfc822; ann@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown',
		);
		const { outputs } = await track('readMail', {
			items: [
				{ raw },
				{ raw: Buffer.from(raw).toString('base64') },
				{
					from: 'ann@example.org',
					subject: 'Re: Hello',
					text: 'Yes',
					headers: { 'in-reply-to': '<x@example.com>' },
				},
				{ from: 'nobody@example.net', subject: 'Hello', text: 'Hi' },
			],
		});
		expect(outputs['Mail']?.map(({ json }) => json)).toMatchObject([
			{
				leadId: ann.leadId,
				mail: { kind: 'bounce', recipients: [{ reason: 'hardInvalid' }] },
				touchpoints: [{ outcome: 'recorded' }],
			},
			{ touchpoints: [{ outcome: 'known' }] },
			{ mail: { kind: 'reply' }, stage: 'contacted' },
			{ mail: { kind: 'other' }, touchpoints: [{ outcome: 'unmatched' }] },
		]);
		const { error } = await track('readMail', { items: [{ own: 1 }] });
		expect(error?.message).toContain('The item holds no mail');
	});

	it('shares out what led to a goal, per lead and in total', async () => {
		await given([
			{
				...ann,
				stageHistory: [
					{ from: 'assigned', to: 'contacted', by: 'x', at: '2026-03-02T09:00:00.000Z' },
				],
			},
		]);
		await track('record', {
			items: [{ email: ann.email }],
			parameters: { type: 'event.attended' },
		});
		await track('record', { items: [{ email: ann.email }], parameters: { type: 'meeting.held' } });
		const parameters = { goal: 'contacted', model: 'uShaped' };
		const one = await track('attribute', { items: [{ email: ann.email }], parameters });
		expect(one.outputs['Credits']?.[0]?.json).toMatchObject({
			attribution: {
				byChannel: [
					{ name: 'Event', credit: 50 },
					{ name: 'Meeting', credit: 50 },
				],
			},
		});
		const all = await track('attribute', {
			items: [{ email: ann.email }],
			parameters: { ...parameters, result: 'byChannel' },
		});
		expect(all.outputs['Credits']?.map(({ json }) => json['goals'])).toEqual([0.5, 0.5]);
	});
});
