import { type Template, ours, end } from '../build/spec';
import { googleAccount, settings, settingsStep } from './common';
import { sampleLeads } from './samples';

const from = (at: readonly [number, number], name: string, source: string, signed = true) =>
	ours(
		at,
		name,
		'leadCaptureTrigger',
		{ source, path: `lead/main/${source.toLowerCase()}` },
		{
			to: 'Sort the leads',
			...(signed ? { demo: 'off' as const } : {}),
		},
	);

/** Ads and form tools. */
export const captureAds: Template = {
	file: '04-capture-ads-and-form-tools',
	id: 'captureAds04',
	title: 'Capture leads from ads and form tools in one Google Sheet',
	audience:
		'Marketers who run lead ads and forms in several tools and want one list without duplicates.',
	overview: {
		how: [
			'Each tool posts to an address of its own. Signatures and keys are checked over the bytes as they came.',
			'Google Ads, Meta, LinkedIn and Typeform prove where they come from; Jotform and any other tool come by an address that nobody can guess.',
			'The same submission, delivered again, changes nothing. The same person from two tools is one lead with both sources.',
			'Clean leads are written into your sheet; test leads are marked and kept out of reports.',
		],
		setup: [
			settingsStep,
			'Make a Lead Source credential with the secrets of your tools and pick it in the nodes of **Sources**. Delete those you do not use.',
			'Pick your Google credential and spreadsheet in **Lead Sheet**.',
			'**Publish**, then paste each production address where its panel says.',
		],
		customise:
			'Add a source by copying a node of **Sources**; put campaign and cost per lead into its options.',
	},
	requirements: [googleAccount, 'Admin access to your ad accounts and form tools'],
	rows: [
		[
			{
				title: 'Sources',
				text: 'One address for each tool. The panel says what to tick over there.',
				nodes: [
					from([0, 0], 'Google Ads', 'googleAds'),
					from([0, 1], 'Meta lead ads', 'metaLeadAds'),
					from([0, 2], 'LinkedIn', 'linkedIn'),
					from([0, 3], 'Typeform', 'typeform'),
					from([0, 4], 'Jotform', 'jotform', false),
					ours(
						[0, 5],
						'Any other tool',
						'leadCaptureTrigger',
						{ path: 'lead/main/tools' },
						{
							to: 'Sort the leads',
						},
					),
				],
			},
			{
				title: 'Sort',
				text: 'One person, one lead. What cannot be understood is kept with its reason.',
				nodes: [
					ours(
						[0, 2],
						'Sort the leads',
						'leadCapture',
						{},
						{
							to: {
								New: 'Scrub junk',
								Updated: 'Scrub junk',
								Review: 'Captures to check',
								Rejected: 'Captures to check',
							},
						},
					),
					ours(
						[1, 2],
						'Scrub junk',
						'scrubJunk',
						{},
						{
							to: { Clean: 'Lead Sheet', Review: 'Doubtful leads', Junk: 'Junk in quarantine' },
						},
					),
					end([2, 3], 'Doubtful leads'),
					end([2, 4], 'Junk in quarantine'),
					end([1, 3.5], 'Captures to check'),
				],
			},
			{
				title: 'Keep',
				text: 'Writes the leads into the spreadsheet and takes what people edit there.',
				nodes: [
					ours([0, 2], 'Lead Sheet', 'leadSheet', { outputs: 'one' }, { demo: 'off' }),
					...settings([0, 4]),
				],
			},
		],
	],
	demo: {
		into: 'Sort the leads',
		leads: [
			{
				lead_id: 'demo-1',
				user_column_data: [
					{ column_id: 'FULL_NAME', string_value: 'Nadia Rowland' },
					{ column_id: 'EMAIL', string_value: 'nadia.rowland@rowland-retail.example.com' },
					{ column_id: 'COMPANY_NAME', string_value: 'Rowland Retail' },
				],
				campaign_id: 1,
			},
			...sampleLeads,
		],
		reaches: ['Lead Sheet', 'Junk in quarantine'],
	},
};
