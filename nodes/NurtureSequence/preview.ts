import { mailParts } from '../../lib/process/nurture/mailing';
import { previewSequence } from '../../lib/process/nurture/preview';
import { sequenceNamed } from '../../lib/process/nurture/sequences';
import { sampleLead } from '../../lib/process/nurture/sample';
import { stop, type Operation } from '../shared';
import { sendingFields } from './fields/sending';
import { readSenderOnly } from './sending';

/** Shows the mails of a sequence as a lead would get them. */
export const preview: Operation = {
	value: 'preview',
	name: 'Preview',
	action: 'Preview mails of a sequence',
	description:
		"Write every mail of a sequence for a sample lead or for the items' leads, without sending; 'html' can be shown in a browser",
	outputs: ['Mails'],
	fields: [
		{
			displayName: 'Sequence',
			name: 'previewOf',
			type: 'string',
			default: 'Welcome',
			required: true,
			placeholder: 'e.g. Welcome',
			description: 'Name of a sequence that leads were enrolled in before',
		},
		{
			displayName: 'Written For',
			name: 'previewFor',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'A Sample Lead', value: 'sample' },
				{ name: "The Items' Leads", value: 'items' },
			],
			default: 'sample',
			description: 'Whose name and company the merge fields show',
		},
		...sendingFields.filter(({ name }) => name !== 'signMail'),
	],
	async run(run) {
		const ctx = await run.context();
		const name = run.parameters.text('previewOf', 'Welcome');
		const sequence = await sequenceNamed(ctx, name);
		if (sequence === undefined) {
			throw stop(run, {
				message: `There is no sequence '${name}'`,
				remedy: "Run 'Enrol' once: it saves the sequence. Check the name and the workspace.",
			});
		}
		const mailing = await readSenderOnly(run);
		const forItems = run.parameters.choice('previewFor', ['sample', 'items']) === 'items';
		const leads = forItems ? await run.leads() : [{ lead: sampleLead(ctx.now) }];
		for (const [index, stored] of leads.entries()) {
			if (stored === undefined) continue;
			for (const { mail, ...rest } of previewSequence(sequence, stored.lead, mailing, ctx.now)) {
				run.emitNew(
					'Mails',
					{
						...rest,
						...(mail && { preheader: mail.preheader, ...mailParts(mail) }),
					},
					forItems ? index : undefined,
				);
			}
			await run.pause();
		}
	},
};
