import type { INodeProperties } from 'n8n-workflow';
import type { AssignOutcome } from '../../lib/process/assign/assign';
import { tellOwners, type Told } from '../../lib/process/assign/notify';
import type { SmtpCredential } from '../../lib/mail';
import { stop, type Run } from '../shared';
import { readSmtp } from '../shared/smtp';

/** Whether and from whom new owners are told. */
export const notifyFields: INodeProperties[] = [
	{
		displayName: 'Notify Owner',
		name: 'notifyOwner',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description:
			'Whether each new owner gets a mail with the lead card: who it is, why the lead is hot, what happened, what to do next',
	},
	{
		displayName: 'From',
		name: 'from',
		type: 'string',
		default: '',
		placeholder: 'e.g. Leads <leads@example.com>',
		description: "Sender of the lead card; empty for the workspace's",
		displayOptions: { show: { notifyOwner: [true] } },
	},
];

/**
 * The credential that cards are mailed with, read before anybody gets a lead; undefined where nobody is to be mailed.
 * @throws where none is chosen
 */
export async function cardSmtp(run: Run): Promise<SmtpCredential | undefined> {
	if (!run.parameters.flag('notifyOwner') || run.manual) return undefined;
	try {
		return await readSmtp(run.functions);
	} catch (error) {
		throw stop(run, {
			message: error instanceof Error ? error.message : String(error),
			remedy: "Choose an SMTP credential, or turn 'Notify Owner' off. No lead was assigned.",
		});
	}
}

/** Mails lead cards to new owners; run by hand nobody is mailed. */
export async function notify(
	run: Run,
	outcomes: readonly AssignOutcome[],
	smtp: SmtpCredential | undefined,
): Promise<Array<Told | undefined>> {
	if (!run.parameters.flag('notifyOwner')) return [];
	const owned = outcomes.filter(({ kind }) => kind !== 'unassigned').length;
	const assigned = outcomes.filter(({ kind }) => kind === 'assigned').length;
	if (owned === 0) return [];
	if (smtp === undefined) {
		if (assigned > 0)
			run.hint(`Run by hand, so no owner was mailed; ${assigned} lead cards would have been sent.`);
		return [];
	}
	const told = await tellOwners(await run.context(), outcomes, smtp, run.parameters.text('from'));
	const failed = told.find((one) => one?.kind === 'notSent');
	if (failed?.kind === 'notSent')
		run.hint(`Not every owner could be mailed: ${failed.why}`, 'warning');
	return told;
}
