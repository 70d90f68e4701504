import { simulate } from '../../lib/process/nurture/simulate';
import { sequenceNamed } from '../../lib/process/nurture/sequences';
import { stop, type Operation } from '../shared';
import { limitFields, sendingFields } from './fields/sending';
import { readable } from './reasons';
import { readSenderOnly } from './sending';

/** Plays the coming days through with the same rules that will hold then. */
export const simulateDays: Operation = {
	value: 'simulate',
	name: 'Simulate',
	action: 'Simulate the coming days',
	description:
		"Show who would get what when, for the items' leads: the same engine on a clock that runs ahead, and no mail leaves",
	outputs: ['Calendar'],
	fields: [
		{
			displayName: 'Days',
			name: 'days',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 366 },
			default: 30,
			description: 'How many days to play through',
		},
		{
			displayName: 'Also Enrol In',
			name: 'simulateSequence',
			type: 'string',
			default: '',
			placeholder: 'e.g. Welcome',
			description:
				'A sequence that the leads start now in the simulation; only what is under way while empty',
		},
		...sendingFields.filter(({ name }) => name !== 'signMail'),
		...limitFields,
	],
	options: [
		{
			displayName: 'Schedule Runs Every (Minutes)',
			name: 'everyMinutes',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 5,
			description: "How often your Schedule Trigger runs 'Run Due Steps'",
		},
		{
			displayName: 'Most Lines',
			name: 'mostLines',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 10_000,
			description: 'Where the calendar is cut',
		},
	],
	async run(run) {
		const leads = (await run.leads()).filter((stored) => stored !== undefined);
		const ctx = await run.context();
		const name = run.parameters.text('simulateSequence');
		const sequence = name === '' ? undefined : await sequenceNamed(ctx, name);
		if (name !== '' && sequence === undefined) {
			throw stop(run, {
				message: `There is no sequence '${name}'`,
				remedy: "Run 'Enrol' once: it saves the sequence. Check the name and the workspace.",
			});
		}
		const calendar = await simulate(ctx, {
			leads: leads.map(({ lead }) => lead),
			...(sequence && { draft: sequence }),
			mailing: await readSenderOnly(run),
			days: run.parameters.number('days', 30),
			everyMinutes: run.parameters.number('options.everyMinutes', 5),
			most: run.parameters.number('options.mostLines', 10_000),
		});
		const places = new Map(leads.map(({ lead }, index) => [lead.leadId, index]));
		for (const { reason, ...line } of calendar) {
			const explained = reason === undefined ? {} : { reason, explanation: readable(reason) };
			run.emitNew('Calendar', { ...line, ...explained }, places.get(line.leadId));
		}
		if (calendar.length === 0) run.hint('Nothing would happen in these days.');
	},
};
