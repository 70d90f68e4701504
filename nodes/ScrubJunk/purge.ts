import { purgeable, purgeLeads, type Purgeable } from '../../lib/process/scrub/purge';
import { asList, asNumber, asText, type Operation } from '../shared';

/** Erases what has lain in quarantine for long, old targets and tests. */
export const purge: Operation = {
	value: 'purge',
	name: 'Purge',
	action: 'Purge old junk',
	description:
		'Erase junk, targets and test leads that nobody has touched for a while, e.g. junk after 90 days; a dry run shows what would go',
	outputs: ['Purged'],
	asTool: 'deletes',
	fields: [
		{
			displayName: 'What',
			name: 'what',
			type: 'multiOptions',
			options: [
				{ name: 'Junk', value: 'junk', description: 'Leads in stage Junk' },
				{
					name: 'Targets',
					value: 'targets',
					description: 'Addresses of target lists that never answered',
				},
				{ name: 'Test Leads', value: 'tests', description: 'Leads that are marked as tests' },
			],
			default: ['junk'],
			description: 'What is purged',
		},
		{
			displayName: 'Older Than (Days)',
			name: 'olderThanDays',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 90,
			description: 'Days since anything happened to the lead',
		},
		{
			displayName: 'Lists With Another Age',
			name: 'listAges',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add List',
			default: {},
			description:
				'Target lists whose leads go sooner or stay longer; of several lists of a lead the longest time counts',
			options: [
				{
					displayName: 'List',
					name: 'list',
					values: [
						{
							displayName: 'List',
							name: 'name',
							type: 'string',
							default: '',
							placeholder: 'e.g. Trade fair 2026',
							description: 'Name of the list as it stands in the field Lists',
						},
						{
							displayName: 'Older Than (Days)',
							name: 'days',
							type: 'number',
							typeOptions: { minValue: 0 },
							default: 90,
							description: 'Days since anything happened to the lead',
						},
					],
				},
			],
		},
		{
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: true,
			description: 'Whether to only list what would be erased',
		},
	],
	async run(run) {
		const { parameters } = run;
		const chosen = asList(parameters.value('what'));
		const what = (['junk', 'targets', 'tests'] satisfies Purgeable[]).filter((kind) =>
			chosen.includes(kind),
		);
		const dryRun = parameters.flag('dryRun', true);
		const olderThanDays = parameters.number('olderThanDays', 90);
		const byList = new Map(
			parameters.rows('listAges', 'list').flatMap((row): Array<[string, number]> => {
				const [name, days] = [asText(row['name']), asNumber(row['days'])];
				return name === undefined || days === undefined ? [] : [[name, days]];
			}),
		);
		const purged = await purgeLeads(await run.context(), { what, olderThanDays, byList, dryRun });
		for (const { lead, what: kind, erased, alsoErased } of purged) {
			const { leadId, stage, stageReason, createdAt, updatedAt } = lead;
			run.emitNew('Purged', {
				leadId,
				stage,
				stageReason,
				createdAt,
				updatedAt,
				what: kind,
				erased,
				alsoErased,
			});
		}
		if (dryRun && purged.length > 0) {
			run.hint(
				`${purged.length} leads would be erased. Switch off 'Dry Run' to erase them; this cannot be undone.`,
			);
		}
		if (what.length === 0)
			run.hint(
				`Nothing is chosen. Choose among ${Object.keys(purgeable).join(', ')} in 'What'.`,
				'warning',
			);
	},
};
