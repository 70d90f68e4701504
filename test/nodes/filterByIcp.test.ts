import { describe, expect, it } from '@jest/globals';
import { FilterByIcp } from '../../nodes/FilterByIcp/FilterByIcp.node';
import { runNode, type NodeRun } from '../../scripts/engine/node';
import { given, useStore } from './store';

const software = {
	profile: [
		{
			name: 'Software',
			criteria: {
				criterion: [
					{
						field: 'industry',
						operator: 'isAnyOf',
						value: 'Software, IT',
						weight: 6,
						importance: 'mustHave',
					},
					{
						field: 'employees',
						operator: 'between',
						value: '50',
						to: '500',
						weight: 4,
						importance: 'counts',
					},
					{ field: 'country', operator: 'isAnyOf', value: 'DACH', weight: 5, importance: 'counts' },
					{ field: 'title', operator: 'hasWord', value: 'student', importance: 'knockOut' },
				],
			},
		},
	],
};

async function filter(run: Omit<NodeRun, 'type'>) {
	return await runNode({ type: new FilterByIcp(), ...run });
}

describe('Filter by ICP with a lead that the store does not have', () => {
	useStore('2026-03-31T00:00:00.000Z');

	it.each([{ email: 'ann@example.com' }, { company: 'Example' }])(
		'says how to work on the items alone: %j',
		async (item) => {
			const { error } = await filter({ items: [item] });
			expect(error?.description).toContain("set 'Lead Store' to 'No Store (Items Only)'");
		},
	);
});

describe('Filter by ICP on the items alone', () => {
	const parameters = { store: 'none', profiles: software, categories: {} };

	it('leaves the reasons out of the items where they are not wanted', async () => {
		const items = [{ industry: 'software', employees: 200, country: 'Germany' }];
		const json = async (options: { includeReasons?: boolean }) =>
			(await filter({ items, parameters: { ...parameters, outputs: 'one', options } })).outputs[
				'Items'
			]?.[0]?.json;
		const [whole, bare] = [await json({}), await json({ includeReasons: false })];
		expect(whole?.['icp']).toMatchObject({ reasons: expect.any(Array) });
		expect(bare).toEqual({ ...whole, icp: { verdict: 'ideal', profile: 'Software' } });
	});

	it('sorts items by fit and keeps their fields', async () => {
		const items = [
			{ id: 1, industry: 'software', employees: 200, country: 'Germany' },
			{ id: 2, industry: 'IT', employees: 20, country: 'FR' },
			{ id: 3, industry: 'Farming', employees: 200, country: 'AT' },
			{ id: 4, employees: 200 },
			{ id: 5, industry: 'Software', title: 'PhD Student' },
			{ id: 6, country: 'CH', employees: 100 },
		];
		const { outputs } = await filter({ items, parameters });
		const ids = Object.fromEntries(
			Object.entries(outputs).map(([name, list]) => [
				name,
				list.map(({ json }) => [json['id'], json['fit']]),
			]),
		);
		expect(ids).toEqual({
			Ideal: [[1, 100]],
			Possible: [
				[2, 40],
				[4, 100],
				[6, 100],
			],
			Outside: [
				[3, 60],
				[5, 100],
			],
		});
		expect(outputs['Possible']?.[0]).toMatchObject({ pairedItem: { item: 1 } });
		expect(items[0]).toEqual({ id: 1, industry: 'software', employees: 200, country: 'Germany' });
	});

	it('understands the columns of a sheet, whatever they are called', async () => {
		const items = [
			{ Branche: 'Software', Mitarbeiterzahl: '1.200', Land: 'Deutschland', row_number: 2 },
		];
		const { outputs } = await filter({ items, parameters });
		expect(outputs['Ideal']?.map(({ json }) => json)).toMatchObject([{ ...items[0], fit: 73.3 }]);
		expect(Object.keys(outputs['Ideal']?.[0]?.json ?? {}).sort()).toEqual(
			['Branche', 'Land', 'Mitarbeiterzahl', 'fit', 'icp', 'row_number'].sort(),
		);
	});

	it('gives every criterion as a reason in words', async () => {
		const { outputs } = await filter({ items: [{ industry: 'IT', employees: 20 }], parameters });
		expect(outputs['Possible']?.[0]?.json['icp']).toMatchObject({
			verdict: 'possible',
			profile: 'Software',
			reasons: [
				'Must have: Industry is one of Software, IT: yes (+6)',
				'Employees is between 50 and 500: no (0 of 4), it is 20',
				'Country is one of DACH: not known',
				'Knock-out not known: Job title has the word student',
			],
		});
	});

	it('says what is wrong with a criterion', async () => {
		const profiles = {
			profile: [
				{
					name: 'A',
					criteria: { criterion: [{ field: 'employees', operator: 'contains', value: '5' }] },
				},
			],
		};
		const { error } = await filter({ items: [{}], parameters: { ...parameters, profiles } });
		expect(error?.message).toBe(
			"Profile 'A', criterion 1: 'Employees' holds a number, so 'Contains' does not fit. Choose one of 'Is', 'Is Not', 'Is At Least', 'Is At Most', 'Is Between', 'Is Known', 'Is Missing'.",
		);
	});

	it.each([
		[{ field: 'title', operator: 'equals', value: 'CFO' }, "by the operator 'equals'"],
		[{ field: '__other', fieldName: '', operator: 'is', value: 'x' }, "field's name is empty"],
		[{ field: '', operator: 'is' }, 'no field is chosen'],
		[{ field: 'title', operator: 'is', value: 'CFO', importance: 'must' }, "cannot be 'must'"],
	])('judges nobody without a must-have that is half filled in: %j', async (half, message) => {
		const criterion = [
			{ field: 'employees', operator: 'atLeast', value: '5' },
			{ importance: 'mustHave', ...half },
		];
		const { error } = await filter({
			items: [{ employees: 1200, title: 'CEO' }],
			parameters: {
				...parameters,
				profiles: { profile: [{ name: 'A', criteria: { criterion } }] },
			},
		});
		expect(error?.message).toContain("Profile 'A', criterion 2: ");
		expect(error?.message).toContain(message);
	});

	it.each([
		[{ field: '', category: 'Enterprise' }, 'Category 1: no field is chosen'],
		[{ field: 'country', operator: 'is', value: 'DE', category: '' }, 'Category 1: the category'],
	])('says which category is half filled in: %j', async (category, message) => {
		const { error } = await filter({
			items: [{}],
			parameters: { ...parameters, categories: { category: [category] } },
		});
		expect(error?.message).toContain(message);
	});
});

describe('Filter by ICP with the store', () => {
	useStore('2026-03-02T09:00:00.000Z');
	const lead = (serial: number, about: object) => ({
		leadId: `01ARZ3NDEKTSV4RRFFQ69G5FB${serial}`,
		email: `lead${serial}@example.com`,
		...about,
	});

	it('saves verdict, fit and category, and moves new leads on', async () => {
		const good = lead(1, {
			title: 'Head of Sales',
			employees: 120,
			company: 'Example Ltd',
			need: 'CRM',
		});
		const out = lead(2, { title: 'Student', employees: 9000 });
		const store = await given([good, out]);
		const items = [{ leadId: good.leadId }, { email: out.email, own: 'kept' }];
		const { outputs } = await filter({ items });
		expect(outputs['Ideal']?.[0]?.json).toMatchObject({
			leadId: good.leadId,
			fit: 100,
			category: 'Mid-Market',
			stage: 'filtered',
		});
		expect(outputs['Outside']?.[0]?.json).toMatchObject({ own: 'kept', stage: 'nurturing' });
		const leads = await store.getLeads([good.leadId, out.leadId]);
		expect(leads.map(({ lead: { stageHistory } }) => stageHistory.map(({ to }) => to))).toEqual([
			['filtered'],
			['filtered', 'bad', 'nurturing'],
		]);
		const touches = await store.touchpoints({ leadIds: [out.leadId], perLead: 10 });
		expect(touches.map(({ type }) => type)).toEqual(Array(3).fill('lifecycle.changed'));
	});

	it('judges every lead of the store anew, and sends on those of whom it says something else', async () => {
		const leads = [
			lead(1, { title: 'Head of Sales', employees: 120, company: 'Example Ltd' }),
			lead(2, { title: 'Student' }),
			lead(3, { title: 'Head of Sales', employees: 120, stage: 'customer' }),
		];
		const store = await given(leads);
		const parameters = { leads: 'store', inStages: ['new', 'nurturing'] };
		const { outputs, hints } = await filter({ items: [{}], parameters });
		expect(outputs['Ideal']?.map(({ json }) => json['email'])).toEqual(['lead1@example.com']);
		expect(outputs['Outside']?.map(({ json }) => json['stage'])).toEqual(['nurturing']);
		expect(hints).toEqual(['2 leads of the store were looked at; 2 changed.']);
		const [customer] = await store.getLeads([leads[2]?.leadId ?? '']);
		expect(customer?.lead.icp).toBeUndefined();
		const again = await filter({ items: [{}], parameters });
		expect(Object.values(again.outputs).flat()).toEqual([]);
	});

	it('writes nothing when it is run again', async () => {
		const good = lead(1, { title: 'Head of Sales', employees: 120 });
		const store = await given([good]);
		await filter({ items: [{ leadId: good.leadId }, { leadId: good.leadId }] });
		const before = await store.getLeads([good.leadId]);
		await filter({ items: [{ leadId: good.leadId }] });
		expect(await store.getLeads([good.leadId])).toEqual(before);
		expect(await store.auditOf(good.leadId, 10)).toHaveLength(2);
	});
});

describe('Suggest Profile', () => {
	useStore('2026-03-10T10:00:00.000Z');
	const past = Array.from({ length: 150 }, (_, index) => ({
		leadId: `01ARZ3NDEKTSV4RRFFQ69G6${String(index).padStart(3, '0')}`,
		industry: index % 2 === 0 ? 'Software' : 'Farming',
		stage: (index % 10 < 2 ? index % 2 === 1 : index % 2 === 0)
			? ('customer' as const)
			: ('disqualified' as const),
	}));

	it('proposes a profile that can be pasted into Filter', async () => {
		await given(past);
		const { outputs, hints } = await filter({ parameters: { operation: 'suggestProfile' } });
		const { profiles } = outputs['Profile']?.[0]?.json ?? {};
		expect(profiles).toMatchObject({
			profile: [
				{
					criteria: {
						criterion: [{ field: 'industry', operator: 'isAnyOf', value: 'Software' }],
					},
				},
			],
		});
		const paste: unknown = outputs['Profile']?.[0]?.json['paste'];
		const pasted = JSON.parse(String(paste)).nodes[0];
		const items = past.slice(0, 2).map(({ leadId }) => ({ leadId }));
		const filtered = await filter({ items, parameters: pasted.parameters });
		expect(filtered.outputs['Ideal']?.[0]?.json).toMatchObject({ ...items[0], fit: 100 });
		expect(filtered.outputs['Outside']?.[0]?.json).toMatchObject({ ...items[1], fit: 0 });
		expect(hints.join()).toMatch(/it would have caught \d+ of \d+ wins/);
	});

	it('refuses to suggest anything from too little', async () => {
		await given(past.slice(0, 10));
		const { error } = await filter({ parameters: { operation: 'suggestProfile' } });
		expect(error?.message).toContain('at least 20 of each are needed');
	});
});
