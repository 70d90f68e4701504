import { isDay } from '../../lib/core/workspace/check';
import { convertLeads, type ConvertWish } from '../../lib/process/convert/convert';
import { asNumber, asText, type Operation } from '../shared';

/** A matured lead becomes a sale. */
export const convert: Operation = {
	value: 'convert',
	name: 'Convert',
	action: 'Convert leads',
	description:
		"Make an account, a contact and an opportunity of each item's lead, e.g. when it is ready to buy; a second time changes nothing",
	outputs: ['Converted'],
	fields: [
		{
			displayName: 'Into',
			name: 'into',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Account and Contact Only',
					value: 'account',
					description: 'For a customer without a sale at hand',
				},
				{
					name: 'Opportunity, Account and Contact',
					value: 'opportunity',
					description: 'For a sale that may come of it',
				},
			],
			default: 'opportunity',
			description: 'What the lead becomes',
		},
		{
			displayName: 'Opportunity Name',
			name: 'name',
			type: 'string',
			default: '',
			placeholder: 'e.g. Fleet insurance 2027',
			description: "What the sale is called; the account's name if empty",
			displayOptions: { show: { into: ['opportunity'] } },
		},
		{
			displayName: 'Value',
			name: 'value',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			description: "What the sale is worth; 0 takes the lead's deal value",
			displayOptions: { show: { into: ['opportunity'] } },
		},
		{
			displayName: 'Close Date',
			name: 'closeDate',
			type: 'dateTime',
			default: '',
			description: 'When the sale is expected',
			displayOptions: { show: { into: ['opportunity'] } },
		},
		{
			displayName: 'Match Account By',
			name: 'matchAccount',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Always New',
					value: 'none',
					description: 'Every lead makes an account of its own',
				},
				{ name: 'Domain', value: 'domain', description: 'The same website or e-mail domain' },
				{
					name: 'Domain, Then Name',
					value: 'domainThenName',
					description: 'The same domain, else the same company name',
				},
			],
			default: 'domainThenName',
			description:
				'How an account that is there already is found; its blanks are filled and nothing is overwritten',
		},
		{
			displayName: 'Note',
			name: 'note',
			type: 'string',
			default: '',
			placeholder: 'e.g. Wants to start in spring',
			description: "Kept in the lead's history",
		},
	],
	async run(run) {
		const { parameters } = run;
		const into = parameters.choice('into', ['opportunity', 'account']);
		const matchAccount = parameters.choice('matchAccount', ['domainThenName', 'domain', 'none']);
		const name = parameters.each('name');
		const value = parameters.each('value');
		const closeDate = parameters.each('closeDate');
		const note = parameters.each('note');
		const context = await run.context();
		const wishes: Array<ConvertWish & { index: number }> = [];
		for (const [index, stored] of (await run.leads()).entries()) {
			if (stored === undefined) continue;
			const day = asText(closeDate(index))?.slice(0, 10);
			if (day !== undefined && !isDay(day)) {
				run.fail(index, {
					message: `'Close Date' is no date: '${day}'`,
					remedy: 'Write it as 2026-03-31.',
				});
				continue;
			}
			const worth = asNumber(value(index)) ?? 0;
			const [title, why] = [asText(name(index)), asText(note(index))];
			wishes.push({
				index,
				leadId: stored.lead.leadId,
				into,
				matchAccount,
				...(title !== undefined && { name: title }),
				...(worth > 0 && { value: worth }),
				...(day !== undefined && { closeDate: day }),
				...(why !== undefined && { note: why }),
			});
		}
		const outcomes = await convertLeads(
			context,
			wishes.map(({ index: _index, ...wish }) => wish),
		);
		for (const [place, outcome] of outcomes.entries()) {
			const index = wishes[place]?.index ?? 0;
			if (outcome.kind === 'refused') {
				run.fail(index, { message: outcome.message });
				continue;
			}
			const { lead, account, isKnownAccount, contact, opportunity } = outcome;
			const { leadId, stage, convertedAt } = lead;
			run.emit('Converted', index, {
				leadId,
				stage,
				convertedAt,
				converted: outcome.kind === 'converted',
				account: { ...account, isNew: outcome.kind === 'converted' && !isKnownAccount },
				contact,
				opportunity,
			});
		}
	},
};
