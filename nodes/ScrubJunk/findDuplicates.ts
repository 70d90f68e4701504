import type { INodeProperties } from 'n8n-workflow';
import { leadFields, type CompareField, type CompareKind } from '../../lib/core/dedupe/types';
import {
	findDuplicateLeads,
	groupsOf,
	inSteps,
	recordOf,
	type DuplicateGroup,
} from '../../lib/process/scrub/duplicates';
import { asText, fieldPicker, pickedField, type Operation, type Run } from '../shared';
import { leadOfItem } from './itemLead';

const kinds: ReadonlyArray<{ name: string; value: CompareKind; description: string }> = [
	{ name: 'Code', value: 'code', description: 'Numbers and codes, e.g. a customer number' },
	{ name: 'Date', value: 'date', description: 'Such as a date of birth' },
	{ name: 'Place', value: 'place', description: 'Such as a region' },
	{ name: 'Text', value: 'text', description: 'Several words, e.g. a second address line' },
];

const fields: INodeProperties[] = [
	{
		displayName: 'Also Compare',
		name: 'alsoCompare',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Field',
		default: {},
		description:
			'Your own fields that tell leads apart, beside names, e-mail, phone, LinkedIn, company and address',
		options: [
			{
				name: 'fields',
				displayName: 'Field',
				values: [
					...fieldPicker(),
					{
						displayName: 'Compare As',
						name: 'kind',
						type: 'options',
						options: [...kinds],
						default: 'code',
					},
				],
			},
		],
	},
	{
		displayName: 'Include Pairs to Review',
		name: 'includeReview',
		type: 'boolean',
		default: true,
		description: 'Whether pairs that are only likely to be the same come out as well',
	},
];

/** Searches duplicates that identity at capture cannot see. */
export const findDuplicates: Operation = {
	value: 'findDuplicates',
	name: 'Find Duplicates',
	action: 'Find duplicate leads',
	description:
		"Search all leads of the workspace for the same person entered twice, e.g. 'Bob Stone' and 'Robert Stone' with one phone number; put Merge behind it",
	outputs: ['Duplicates'],
	fields,
	worksWithoutStore: true,
	async run(run) {
		const compared = [...leadFields, ...ownFields(run)];
		const review = run.parameters.flag('includeReview', true);
		if (run.store === 'none') return await searchItems(run, compared, review);
		const { groups, leads, search } = await findDuplicateLeads(await run.context(), {
			fields: compared,
		});
		for (const group of groups) {
			if (group.verdict === 'review' && !review) continue;
			const found = group.ids.map((id) => {
				const lead = leads.get(id);
				const name = [lead?.firstName, lead?.lastName].filter(Boolean).join(' ');
				return { leadId: id, name, email: lead?.email, phone: lead?.phone, company: lead?.company };
			});
			run.emitNew('Duplicates', { leadIds: group.ids, ...outcomeOf(group), leads: found });
		}
		const matches = groups.filter(({ verdict }) => verdict === 'match').length;
		run.hint(
			`${leads.size} leads, ${matches} groups that are the same, ${groups.length - matches} pairs to look at. Weights are ${search.weights === 'estimated' ? 'learned from this list' : 'the general ones; a longer list teaches its own'}.`,
		);
	},
};

function ownFields({ parameters }: Run): CompareField[] {
	return parameters.rows('alsoCompare', 'fields').flatMap((row) => {
		const key = pickedField(row);
		const kind = kinds.find(({ value }) => value === asText(row['kind']))?.value ?? 'code';
		return key === ''
			? []
			: [{ key, kind, label: key, contact: kind === 'code' || kind === 'date' }];
	});
}

async function searchItems(run: Run, compared: CompareField[], review: boolean): Promise<void> {
	const keys = compared.map(({ key }) => key);
	const records = run.items.map(({ json }, index) =>
		recordOf(String(index), { ...json, ...leadOfItem(json) }, keys),
	);
	const groups = groupsOf(await inSteps(records, { fields: compared }, run.pause));
	for (const group of groups) {
		if (group.verdict === 'review' && !review) continue;
		const places = group.ids.map(Number).sort((a, b) => a - b);
		run.emitNew(
			'Duplicates',
			{ ...outcomeOf(group), items: places.map((place) => run.items[place]?.json) },
			places,
		);
	}
}

function outcomeOf({ verdict, points, reasons }: DuplicateGroup) {
	return { verdict, points, reasons };
}
