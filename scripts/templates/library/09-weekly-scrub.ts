import { type Template, ours, end } from '../build/spec';
import { every, mondays, monthly, settings, settingsStep } from './common';
import { sampleLeads } from './samples';

/** The list kept clean. */
export const weeklyScrub: Template = {
	file: '09-weekly-scrub',
	id: 'weeklyScrub09',
	title: 'Scrub junk and duplicates from your lead list every week',
	audience: 'Anybody whose list has grown for years and whose reps complain about bad numbers.',
	overview: {
		how: [
			'Each Monday every live lead is looked at again: made-up names, throw-away addresses, old data. Junk goes to quarantine, where it can be taken back; nothing is deleted.',
			'Pairs that are the same person are merged where that is certain; the others wait for a person. Every merge can be undone.',
			'Leads whose time has come again (no budget, bad timing, not reached) are reopened with their history.',
			'Old junk is counted, and deleted only when you switch the dry run off.',
		],
		setup: [
			settingsStep,
			'**Publish**, or run it once by hand and look at what each output holds.',
			'When you trust it, switch off *Dry Run* in **Purge old junk**.',
		],
		customise:
			'How strict in **Scrub junk**, the reasons in **Reopen**, the age in **Purge old junk**. Put a mail behind **For a person to decide**.',
	},
	requirements: ['Leads in the lead store, from any other template'],
	rows: [
		[
			{
				title: 'Junk',
				text: 'Looks at every live lead once a week. Careful by default.',
				nodes: [
					every([0, 0], 'Every Monday at 6', mondays(6), 'Live leads'),
					ours(
						[1, 0],
						'Live leads',
						'leadRecord',
						{
							operation: 'getMany',
							returnAll: true,
							filters: { stages: ['new', 'filtered', 'assigned', 'tracking', 'nurturing'] },
						},
						{ to: 'Scrub junk' },
					),
					ours(
						[2, 0],
						'Scrub junk',
						'scrubJunk',
						{},
						{
							to: { Clean: 'Clean', Review: 'Doubtful leads', Junk: 'Junk in quarantine' },
						},
					),
					end([3, 0], 'Clean'),
					end([3, 1], 'Doubtful leads'),
					end([2, 1], 'Junk in quarantine'),
					...settings([0, 1]),
				],
			},
			{
				title: 'Duplicates',
				text: 'Certain matches are merged, the rest is shown with its reasons.',
				nodes: [
					every([0, 0], 'Every Monday at 7', mondays(7), 'Find duplicates'),
					ours(
						[1, 0],
						'Find duplicates',
						'scrubJunk',
						{ operation: 'findDuplicates' },
						{ to: 'Merge' },
					),
					ours(
						[2, 0],
						'Merge',
						'scrubJunk',
						{ operation: 'merge' },
						{ to: 'For a person to decide' },
					),
					end([3, 0], 'For a person to decide'),
				],
			},
		],
		[
			{
				title: 'Reopen',
				text: 'Disqualified leads whose day to look again has come go back into the process.',
				nodes: [
					every([0, 0], 'Every Monday at 8', mondays(8), 'Time has come'),
					ours(
						[1, 0],
						'Time has come',
						'leadRecord',
						{
							operation: 'getMany',
							returnAll: true,
							filters: {
								stages: ['disqualified', 'bad'],
								conditions: {
									rows: [{ field: 'revisitAt', operator: 'atMost', value: '={{ $now.toISO() }}' }],
								},
							},
						},
						{ to: 'Reopen' },
					),
					ours([2, 0], 'Reopen', 'scrubJunk', { operation: 'reopen' }, { to: 'Filter by ICP' }),
					ours([3, 0], 'Filter by ICP', 'filterByIcp', { outputs: 'one' }),
				],
			},
			{
				title: 'Purge',
				text: 'Counts old junk once a month. Deletes only with Dry Run off.',
				nodes: [
					every([0, 0], 'Every month', monthly(6), 'Purge old junk'),
					ours([1, 0], 'Purge old junk', 'scrubJunk', { operation: 'purge', what: ['junk'] }),
				],
			},
		],
	],
	demo: {
		into: 'Scrub junk',
		captured: true,
		leads: [
			...sampleLeads,
			{
				name: 'Amelia Hartley',
				email: 'a.hartley@northgate-tools.example.com',
				company: 'Northgate Tools',
				phone: '+44 20 7946 0018',
				country: 'United Kingdom',
			},
		],
		reaches: ['Clean', 'Junk in quarantine'],
	},
};
