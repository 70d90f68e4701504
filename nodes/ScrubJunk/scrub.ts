import type { INodeProperties } from 'n8n-workflow';
import { scrubLead } from '../../lib/core/scrub/scrub';
import { scrubChecks, type ScrubCheck, type ScrubResult } from '../../lib/core/scrub/types';
import { scrubLeads, type ScrubOptions } from '../../lib/process/scrub/scrub';
import { asList, WrongParameter, type Operation, type Run } from '../shared';
import { leadOfItem } from './itemLead';

const checkNames: Readonly<Record<ScrubCheck, [name: string, description: string]>> = {
	names: [
		'Fake Names',
		'Well-known characters, placeholders, swear words, code, e.g. Mickey Mouse',
	],
	mash: ['Keyboard Mash', 'Letters hammered on the keyboard, e.g. asdfgh'],
	tests: ['Test Records', 'Somebody tried the form out, e.g. Test Test'],
	bots: ['Bots', 'A trap field was filled in or the form was sent within two seconds'],
	spam: ['Spam Text', 'Advertising, links and code in the message'],
	email: ['E-Mail Address', 'Disposable, impossible or missing addresses'],
	phone: ['Phone Number', 'Made-up and impossible numbers, e.g. 555-555-5555'],
	obsolete: [
		'Obsolete Data',
		'Nothing heard for two years or mail that bounced; only ever for review',
	],
};

const fields: INodeProperties[] = [
	{
		displayName: 'Checks',
		name: 'checks',
		type: 'multiOptions',
		options: scrubChecks.map((value) => ({
			name: checkNames[value][0],
			value,
			description: checkNames[value][1],
		})),
		default: [...scrubChecks],
		description: 'What is looked for',
	},
	{
		displayName: 'Strictness',
		name: 'strictness',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Careful',
				value: 'careful',
				description: 'Junk only when several signs agree (70 points)',
			},
			{ name: 'Balanced', value: 'balanced', description: 'Junk from 50 points' },
			{ name: 'Strict', value: 'strict', description: 'Junk from 35 points' },
		],
		default: 'careful',
		description: 'How readily a lead is taken for junk; every item carries its points and reasons',
	},
	{
		displayName: 'Junk Goes To',
		name: 'junkGoesTo',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Quarantine',
				value: 'quarantine',
				description: "Moves the lead to stage Junk with the reason; 'Reopen' takes it back",
			},
			{
				name: 'Only Mark and Route',
				value: 'mark',
				description: 'The lead stays as it is; only the item says what was found',
			},
		],
		default: 'quarantine',
		description: 'What happens to junk',
	},
];

const outputOf = { clean: 'Clean', review: 'Review', junk: 'Junk' } as const;

/** Separates junk from leads. */
export const scrub: Operation = {
	value: 'scrub',
	name: 'Scrub',
	action: 'Scrub junk from leads',
	description:
		"Find fake names, keyboard mash, tests, bots, spam and disposable addresses, e.g. 'asdfgh' at mailinator.com goes to Junk with its reasons",
	outputs: ['Clean', 'Review', 'Junk'],
	failuresTo: 'Review',
	fields,
	options: [
		{
			displayName: 'Obsolete After (Days)',
			name: 'obsoleteAfterDays',
			type: 'number',
			default: 730,
			typeOptions: { minValue: 1 },
			description: 'Days without any sign of life after which data is sent for review',
		},
	],
	worksWithoutStore: true,
	async run(run) {
		const options = optionsOf(run);
		if (run.store === 'none') return await scrubItems(run, options);
		const leads = await run.leads();
		const known = leads.flatMap((stored, index) =>
			stored === undefined ? [] : [{ stored, index }],
		);
		const done = await scrubLeads(
			await run.context(),
			known.map(({ stored }) => stored),
			options,
		);
		for (const [place, { saved, result }] of done.entries()) {
			const index = known[place]?.index ?? 0;
			if (saved.kind === 'refused') {
				run.fail(index, { message: saved.message });
				continue;
			}
			const { leadId, stage, stageReason, quarantined } = saved.lead;
			run.emit(outputOf[result.verdict], index, {
				leadId,
				stage,
				stageReason,
				quarantined,
				junk: summary(result),
			});
		}
	},
};

function optionsOf({ parameters }: Run): ScrubOptions {
	return {
		checks: checksOf(parameters.value('checks')),
		strictness: parameters.choice('strictness', ['careful', 'balanced', 'strict']),
		junkGoesTo: parameters.choice('junkGoesTo', ['quarantine', 'mark']),
		obsoleteAfterDays: parameters.number('options.obsoleteAfterDays', 730),
	};
}

/** What is looked for; with nothing to look for every lead would be clean. */
function checksOf(value: unknown): ScrubCheck[] {
	const names = asList(value);
	const unknown = names.find((name) => !scrubChecks.some((check) => check === name));
	const checks = scrubChecks.filter((check) => names.includes(check));
	if (unknown === undefined && checks.length > 0) return checks;
	throw new WrongParameter({
		message: unknown === undefined ? "'Checks' is empty" : `'Checks' cannot be '${unknown}'`,
		remedy: `Choose at least one from the list, or by expression some of: ${scrubChecks.join(', ')}.`,
	});
}

async function scrubItems(run: Run, options: ScrubOptions): Promise<void> {
	// Nothing is stored, so time matters only for how old the item's own dates are.
	const now = Date.now();
	for (const [index, item] of run.items.entries()) {
		const result = scrubLead(leadOfItem(item.json), { ...options, now });
		run.emit(outputOf[result.verdict], index, { junk: summary(result) });
		await run.pause();
	}
}

function summary({ verdict, points, reasons, reason }: ScrubResult) {
	return { verdict, points, reasons, ...(reason && { reason }) };
}
