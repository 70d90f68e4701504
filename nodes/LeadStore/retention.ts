import type { INodeProperties } from 'n8n-workflow';
import { removeBackupsBefore } from '../../lib/process/backups';
import { retain, type AgeLimits } from '../../lib/process/retention';
import type { Operation } from '../shared';

const limit = (
	displayName: string,
	name: string,
	value: number,
	description: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	typeOptions: { minValue: 0 },
	default: value,
	description: `${description}; 0 keeps it for good`,
});

/** Lets go of what is older than it has to be kept. */
export const retention: Operation = {
	value: 'retention',
	name: 'Retention',
	action: 'Let go of old data',
	description:
		'Let go of data that is older than you need, e.g. the content of submissions after 90 days; a dry run counts what would go',
	outputs: ['Result'],
	asTool: 'deletes',
	fields: [
		limit(
			'Submissions (Days)',
			'receipts',
			90,
			'How long the raw content of submissions is kept; that they came stays known',
		),
		limit(
			'Touchpoints (Days)',
			'touchpoints',
			0,
			'How long touchpoints are kept; consents and objections always stay, they are proof',
		),
		limit(
			'Changes (Days)',
			'changes',
			365,
			'How long old and new values of changes are kept; who changed which field when stays known',
		),
		limit('Merges (Days)', 'merges', 90, 'How long a merge can be taken back'),
		limit('Backups (Days)', 'backups', 90, 'How long backups beside the store are kept'),
		{
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: true,
			description: 'Whether to only count what would go',
		},
	],
	async run(run) {
		const { parameters, workspace } = run;
		const dryRun = parameters.flag('dryRun', true);
		const limits: AgeLimits = {
			receipts: parameters.number('receipts', 90),
			touchpoints: parameters.number('touchpoints', 0),
			changes: parameters.number('changes', 365),
			merges: parameters.number('merges', 90),
		};
		const context = await run.context();
		const gone = await retain(context, limits, dryRun);
		const days = parameters.number('backups', 90);
		const builtIn = context.store.engine === 'sqlite';
		const backups =
			builtIn && days > 0 ? removeBackupsBefore(workspace, days, context.now, dryRun) : 0;
		const all = { ...gone, backups };
		run.emitNew('Result', { dryRun, ...all });
		const sum = Object.values(all).reduce((total, n) => total + n, 0);
		if (dryRun && sum > 0)
			run.hint(
				`${sum} entries would go. Switch off 'Dry Run' to let them go; this cannot be undone. Leads themselves are erased by Scrub Junk → Purge and Lead Record → Erase.`,
			);
	},
};
