import { type Template, ours, end } from '../build/spec';
import {
	every,
	mail,
	mailAccount,
	mondays,
	monthly,
	settings,
	settingsStep,
	smtpStep,
	when,
} from './common';
import { sampleLeads } from './samples';

const from = 'hello@example.com';

/** The figures come by themselves. */
export const weeklyReport: Template = {
	file: '15-weekly-report',
	id: 'weeklyReport15',
	title: 'Mail a weekly lead report and review your process every quarter',
	audience: 'Managers who want the figures on Monday morning, and a process that is written down.',
	overview: {
		how: [
			'Each Monday **Lead Report** counts the last seven days and compares them with the seven before: funnel, sources, campaigns, speed, who got what, reasons lost, what customers talk about.',
			'Your team gets it as a mail that reads well on a phone, with the whole page attached.',
			'If you buy leads, what can be returned comes as a CSV file for each vendor’s window and reasons.',
			'On the first of each month **The process** writes down rules, thresholds, stages, people and what changed, and says when the review is overdue.',
		],
		setup: [
			settingsStep,
			smtpStep('Mail the report', 'Mail the claims', 'Mail the process') +
				' Put your addresses there.',
			'Write what campaigns cost and which vendors take leads back into **Lead Report**.',
			'Name who answers for the process in **The process**, then **Publish**.',
		],
		customise:
			'Period, sections and colour in **Lead Report**. After a review run **The process** once with *Reviewed Now*. Feed it the workflows of n8n’s own node and their rules are part of it.',
	},
	requirements: [mailAccount, 'Leads in the lead store, from any other template'],
	rows: [
		[
			{
				title: 'Every week',
				text: 'Counts, writes the page, mails it. Test leads never count.',
				nodes: [
					every([0, 0], 'Every Monday', mondays(7), 'Lead Report'),
					ours(
						[1, 0],
						'Lead Report',
						'leadReport',
						{ period: 'last7Days' },
						{ to: { '': ['Mail the report', 'Anything to return?'] } },
					),
					...mail([2, 0], 'Mail the report', {
						to: 'team@example.com',
						from,
						subject: '={{ $json.subject }}',
						html: '={{ $json.mailHtml }}',
						attach: 'report',
					}),
					when([2, 2], 'Anything to return?', ['$binary.claims ? "yes" : "no"', 'yes'], {
						True: 'Mail the claims',
						False: 'Nothing to return',
					}),
					...mail(
						[3, 2],
						'Mail the claims',
						{
							to: 'purchasing@example.com',
							from,
							subject: 'Leads that can be returned',
							text: 'The file lists leads that their vendors take back, with reason and last day.',
							attach: 'claims',
						},
						{ sent: 'Claims told', failed: 'Claims not told' },
					),
					end([3, 3], 'Nothing to return'),
					...settings([0, 2]),
				],
			},
			{
				title: 'Every month',
				text: 'The process as it really runs, as a page to file and to talk about.',
				nodes: [
					every([0, 0], 'Every first of the month', monthly(8), 'The process'),
					ours(
						[1, 0],
						'The process',
						'leadReport',
						{ operation: 'processDocument', processOwner: 'Head of Sales', reviewEvery: 90 },
						{ to: 'Mail the process' },
					),
					...mail(
						[2, 0],
						'Mail the process',
						{
							to: 'process.owner@example.com',
							from,
							subject:
								'={{ $json.reviewOverdue ? "The review of the lead process is overdue" : "The lead process as it runs" }}',
							text: '=The page is attached. Next review by {{ $json.reviewBy.slice(0, 10) }}.',
							attach: 'document',
						},
						{ sent: 'Filed', failed: 'Not filed: look here' },
					),
				],
			},
		],
	],
	demo: {
		into: 'Lead Report',
		captured: true,
		leads: sampleLeads,
		reaches: ['Mail the report', 'Told', 'Nothing to return'],
	},
};
