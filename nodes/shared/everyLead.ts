import type { INodeProperties } from 'n8n-workflow';
import { isStage } from '../../lib/core/lead/lifecycle';
import type { Lead } from '../../lib/core/lead/lead';
import { openStages, overEveryLead } from '../../lib/process/record/everyLead';
import type { StoredLead } from '../../lib/store/port';
import type { Run } from './run';
import { stageOptions } from './words';

/** What 'All of the Store' means for an operation. */
export interface EveryLead {
	/** Which leads leave the node, e.g. 'whose temperature changed'. */
	leaving: string;
}

/** Asks whether an operation works on the incoming items or on every lead of the store in some stages. */
export function everyLeadProperties({ leaving }: EveryLead): INodeProperties[] {
	return [
		{
			displayName: 'Leads',
			name: 'leads',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'From Incoming Items', value: 'items' },
				{
					name: 'All of the Store',
					value: 'store',
					description: `Every lead in the stages below, whoever comes in; those ${leaving} leave the node. Run it once a day.`,
				},
			],
			default: 'items',
			displayOptions: { hide: { store: ['none'] } },
		},
		{
			displayName: 'In Stages',
			name: 'inStages',
			type: 'multiOptions',
			noDataExpression: true,
			options: stageOptions,
			default: [...openStages],
			description: 'Leads in other stages are left as they are',
			displayOptions: { show: { leads: ['store'] }, hide: { store: ['none'] } },
		},
	];
}

/** What is said of a lead that leaves a run over the whole store. */
export function whoIs({ leadId, email, fullName, owner, stage }: Lead): object {
	return { leadId, email, fullName, owner, stage };
}

/** How many leads may leave a run over the whole store, as an option. */
export const mostOut: INodeProperties = {
	displayName: 'Most Items Out',
	name: 'mostOut',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 10000,
	description: 'Of all leads of the store; what is more is done and saved and told of in a hint',
};

/** Whether the user chose every lead of the store. */
export function wantsEveryLead({ store, parameters }: Run): boolean {
	return store !== 'none' && parameters.choice('leads', ['items', 'store']) === 'store';
}

/**
 * Takes every lead of the store through a step and sends on those of which `told` says where to. More than 'Most Items Out' are
 * done but do not leave; a hint says how many.
 */
export async function runEveryLead<Outcome>(
	run: Run,
	step: (leads: StoredLead[]) => Promise<Outcome[]>,
	told: (outcome: Outcome, before: Lead) => { output: string; json: object } | 'failed' | undefined,
): Promise<void> {
	const most = run.parameters.number('options.mostOut', 10_000);
	let out = 0;
	let failed = 0;
	const inStages = run.parameters.list('inStages').filter(isStage);
	const count = await overEveryLead(await run.context(), inStages, step, (outcome, before) => {
		const item = told(outcome, before);
		if (item === 'failed') failed++;
		else if (item !== undefined && out++ < most) run.emitNew(item.output, item.json);
	});
	const left = out > most ? `, of which the first ${most} leave the node` : '';
	run.hint(`${count} leads of the store were looked at; ${out} changed${left}.`);
	if (failed > 0) {
		run.hint(
			`${failed} leads were being changed by others all the time and are left for the next run.`,
			'warning',
		);
	}
}
