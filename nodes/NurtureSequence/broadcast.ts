import { broadcast } from '../../lib/process/nurture/broadcast';
import { stop, type Operation } from '../shared';
import { purposeFields, windowFields } from './fields/enrol';
import { definedBy, emitEnrolments, readWindow, topicsOf } from './enrolled';

/** Sends one message to many leads at a date, with the guards and limits of every other mail. */
export const broadcastMessage: Operation = {
	value: 'broadcast',
	name: 'Broadcast',
	action: 'Broadcast a message to leads',
	description:
		"Plan one message for the leads of the items or of a list, e.g. a product launch; 'Run Due Steps' sends it within the limits",
	outputs: ['Planned'],
	asTool: 'sends',
	fields: [
		{
			displayName: 'Name',
			name: 'broadcastName',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Spring launch 2026',
			description: 'Each lead gets a broadcast of one name once',
		},
		{
			displayName: 'Send To',
			name: 'broadcastTo',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: "The Items' Leads",
					value: 'items',
					description: 'E.g. from Lead Record → Get Many with a filter.',
				},
				{ name: 'A List', value: 'list', description: "Every lead that has the list in 'Lists'" },
			],
			default: 'items',
			description: 'Who gets the message',
		},
		{
			displayName: 'List',
			name: 'list',
			type: 'string',
			default: '',
			placeholder: 'e.g. Newsletter',
			description: 'Name of the list',
			displayOptions: { show: { broadcastTo: ['list'] } },
		},
		{
			displayName: 'Send At',
			name: 'sendAt',
			type: 'dateTime',
			default: '',
			description: 'Not before this moment; now while empty',
		},
		{
			displayName: 'Subject',
			name: 'broadcastSubject',
			type: 'string',
			noDataExpression: true,
			default: '',
			required: true,
			placeholder: 'e.g. New in spring, {{firstName|for you}}',
			description: 'With merge fields like {{firstName|there}}',
		},
		{
			displayName: 'Text',
			name: 'broadcastText',
			type: 'string',
			noDataExpression: true,
			typeOptions: { rows: 6 },
			default: '',
			required: true,
			placeholder: 'e.g. Dear {{firstName|reader}}, …',
			description: 'The message, with merge fields',
		},
		{
			displayName: 'HTML',
			name: 'broadcastHtml',
			type: 'string',
			noDataExpression: true,
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. <p>Dear {{firstName|reader}},</p>',
			description: 'Made from the text while empty',
		},
		...purposeFields.map((field) =>
			field.name === 'purpose' ? { ...field, default: 'marketing' } : field,
		),
		...windowFields,
	],
	async run(run) {
		const { parameters } = run;
		const ctx = await run.context();
		const purpose = parameters.choice('purpose', ['marketing', 'answer', 'service']);
		const toList = parameters.choice('broadcastTo', ['items', 'list']) === 'list';
		const sendAt = parameters.text('sendAt');
		const at = sendAt === '' ? ctx.now : Date.parse(sendAt);
		if (Number.isNaN(at)) {
			throw stop(run, {
				message: `'Send At' is no date: '${sendAt}'`,
				remedy: 'Choose a date, or leave it empty for now.',
			});
		}
		const leads = toList ? undefined : await run.leads();
		const outcome = await broadcast(ctx, {
			name: parameters.text('broadcastName'),
			to: toList
				? { list: parameters.text('list') }
				: { leads: (leads ?? []).flatMap((stored) => (stored === undefined ? [] : [stored.lead])) },
			at,
			subject: parameters.text('broadcastSubject'),
			text: parameters.text('broadcastText'),
			html: parameters.text('broadcastHtml') || undefined,
			purpose,
			...(purpose === 'marketing' && topicsOf(parameters)),
			consent: parameters.choice('consent', ['byCountry', 'always', 'never']),
			window: readWindow(parameters),
			definedBy: definedBy(run),
		});
		await emitEnrolments(run, 'Planned', outcome, leads);
	},
};
