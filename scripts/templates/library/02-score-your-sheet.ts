import { type Template, end, n8n, ours } from '../build/spec';
import {
	daily,
	every,
	googleAccount,
	mail,
	mailAccount,
	only,
	setting,
	values,
	when,
} from './common';
import { sampleLeads } from './samples';

const sheet = {
	documentId: { __rl: true, mode: 'url', value: setting('spreadsheet') },
	sheetName: { __rl: true, mode: 'name', value: setting('tab') },
};

/** Works on a sheet that exists, with no store. */
export const scoreYourSheet: Template = {
	file: '02-score-your-sheet',
	id: 'scoreYourSheet02',
	title: 'Score the leads in your Google Sheet and mail the hot ones',
	audience:
		'Teams whose leads already live in a spreadsheet and who want to know each morning whom to call first.',
	overview: {
		how: [
			'Every morning the rows of your sheet are read, as they are: the columns may have any names that people use.',
			'**Filter by ICP** says how well each row fits, **Score** how hot it is and why. Nothing is kept outside your sheet.',
			'Fit, score, grade and temperature are written back into their rows. Missing columns are added.',
			'What became hot since the day before goes to your sales team, in one mail.',
		],
		setup: [
			'Fill in **Your settings**: the address of the spreadsheet, its tab, who gets the mail and from whom.',
			'Pick your Google credential in **Read the sheet** and **Write the scores**.',
			'Pick your SMTP credential in **Mail the hot leads**.',
			'Describe your ideal customer in **Filter by ICP**, then **Publish**.',
		],
		customise:
			'Choose an industry pack in **Filter by ICP**, change the hour in **Every morning**, or what is hot in **Score**: a sheet knows no touchpoints, so there the fit counts alone, and a row whose date says that it is new is hot for 15 hours.',
	},
	requirements: [googleAccount, mailAccount],
	rows: [
		[
			{
				title: 'Read',
				text: 'Takes every row of the tab, with its number.',
				nodes: [
					every([0, 0], 'Every morning', daily(7), 'Your settings'),
					values(
						[1, 0],
						{
							spreadsheet: 'https://docs.google.com/spreadsheets/d/your-spreadsheet/edit',
							tab: 'Leads',
							mailTo: 'sales@example.com',
							mailFrom: 'hello@example.com',
						},
						'Read the sheet',
					),
					n8n(
						[2, 0],
						'Read the sheet',
						'googleSheets',
						{
							resource: 'sheet',
							operation: 'read',
							...sheet,
							// Dates as numbers: as text, nobody could tell March 4 from April 3.
							options: {
								outputFormatting: {
									values: { general: 'UNFORMATTED_VALUE', date: 'SERIAL_NUMBER' },
								},
							},
						},
						{ to: 'Filter by ICP', demo: 'off' },
					),
				],
			},
			{
				title: 'Decide',
				text: 'Fit first, then heat. Every row keeps its reasons.',
				nodes: [
					ours(
						[0, 0],
						'Filter by ICP',
						'filterByIcp',
						{ store: 'none', outputs: 'one' },
						{ to: 'Score' },
					),
					ours(
						[1, 0],
						'Score',
						'score',
						{ store: 'none', fitWeight: 100 },
						{
							to: {
								Hot: ['Only the scores', 'Newly hot?'],
								Warm: 'Only the scores',
								Cold: 'Only the scores',
							},
						},
					),
				],
			},
			{
				title: 'Write and tell',
				text: 'Scores go back into their rows, hot leads to the team.',
				nodes: [
					n8n(
						[0, 0],
						'Only the scores',
						'set',
						{
							assignments: {
								assignments: [
									['row_number', 'number', '={{ $json.row_number }}'],
									['Fit', 'number', '={{ $json.fit }}'],
									['Score', 'number', '={{ $json.score }}'],
									['Grade', 'string', '={{ $json.grade }}'],
									['Temperature', 'string', '={{ $json.temperature }}'],
								].map(([name, type, value]) => ({ id: name, name, type, value })),
							},
							options: { ignoreConversionErrors: true },
						},
						{ to: 'Write the scores' },
					),
					n8n(
						[1, 0],
						'Write the scores',
						'googleSheets',
						{
							resource: 'sheet',
							operation: 'update',
							...sheet,
							columns: {
								mappingMode: 'autoMapInputData',
								value: {},
								matchingColumns: ['row_number'],
								schema: [],
							},
							options: { handlingExtraData: 'insertInNewColumn' },
						},
						{ demo: 'off' },
					),
					when([0, 1], 'Newly hot?', ['$json.crossed?.to', 'hot'], {
						True: 'What to say',
						False: 'Told before',
					}),
					end([1, 2], 'Told before'),
					only(
						[1, 1],
						'What to say',
						{
							score: '={{ $json.score }}',
							text: `={{ Object.entries($json).filter(([name, value]) => typeof value !== 'object' && value !== '' && !['row_number', 'fit', 'score', 'engagement', 'grade', 'temperature', 'priority'].includes(name.toLowerCase())).map(([name, value]) => name + ': ' + value).join('\\n') }}`,
						},
						'One list',
					),
					n8n(
						[2, 1],
						'One list',
						'aggregate',
						{ aggregate: 'aggregateAllItemData', destinationFieldName: 'leads', options: {} },
						{ to: 'Mail the hot leads' },
					),
					...mail([3, 1], 'Mail the hot leads', {
						to: setting('mailTo'),
						from: setting('mailFrom'),
						subject: '=Newly hot in your sheet: {{ $json.leads.length }}',
						text: `={{ $json.leads.sort((a, b) => b.score - a.score).map((lead) => 'Score ' + lead.score + '\\n' + lead.text).join('\\n\\n') }}\n\n{{ $('Your settings').first().json.spreadsheet }}`,
					}),
				],
			},
		],
	],
	demo: {
		into: 'Your settings',
		leads: sampleLeads.slice(0, 4),
		reaches: ['Score', 'Write the scores'],
	},
};
