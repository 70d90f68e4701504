import type {
	INode,
	INodeExecutionData,
	ITriggerFunctions,
	ITriggerResponse,
	NodeOperationError,
} from 'n8n-workflow';
import { keepDoing } from '../../lib/process/keepDoing';
import { openContext, type StoreRef } from '../../lib/process/stores';
import { folderOf, MailboxUnavailable } from '../../lib/process/track/mailbox/connect';
import { lookIntoMailbox, type Watch } from '../../lib/process/track/mailbox/look';
import { previewMailbox } from '../../lib/process/track/mailbox/preview';
import { anyRuns } from '../../lib/process/track/mailbox/runs';
import {
	holdMailbox,
	holdMs,
	noteTrouble,
	releaseMailbox,
} from '../../lib/process/track/mailbox/state';
import type { Mail } from '../../lib/core/mailbox/mail';
import type { MailResult } from '../../lib/process/track/readMails';
import { mailItem } from '../TrackTouchpoint/mailItem';
import {
	fromThrown,
	mustBeUsable,
	runWorkflow,
	toNodeError,
	triggerParameters,
	triggerStore,
	type Parameters,
} from '../shared';
import { accessOf, nameOf } from './access';

/** The mailbox is held, and whether a look is due is asked, at least this often. */
const beatMs = holdMs / 3;
/** In the editor somebody waits for a mail they have just sent. */
const testEveryMs = 5_000;

/**
 * Looks into the mailbox as often as set while the trigger is published, on n8n's leader only. A server that cannot be reached ends
 * one look: n8n lists it as a failed execution, once an hour while it goes on, and the next look takes up where the last one ended.
 */
export async function startLooking(functions: ITriggerFunctions): Promise<ITriggerResponse> {
	const node = functions.getNode();
	try {
		const parameters = triggerParameters(functions);
		const ref = mustBeUsable(node, await triggerStore(functions));
		const { workspace } = ref;
		const watch = await watchOf(functions, parameters, workspace);
		if (functions.getMode() === 'manual') return whileTesting(functions, ref, watch, workspace);
		// Who publishes it hears at once what is wrong; after a restart of n8n the server may be back only later.
		if (['activate', 'update', 'manual'].includes(functions.getActivationMode()))
			await (await watch.open()).close();
		return { closeFunction: keepLooking(functions, ref, watch) };
	} catch (error) {
		throw problemOf(node, error);
	}
}

function keepLooking(functions: ITriggerFunctions, ref: StoreRef, watch: Watch) {
	const node = functions.getNode();
	let isStopped = false;
	let dueAt = 0;
	const stop = keepDoing(Math.min(watch.everyMs, beatMs), async () => {
		const context = await openContext(ref, node.name);
		const { store } = context;
		if (!(await holdMailbox(store, watch)) || context.now < dueAt) return;
		dueAt = context.now + watch.everyMs;
		try {
			await lookIntoMailbox(context, { ...watch, isStopped: () => isStopped });
		} catch (error) {
			const told = problemOf(node, error);
			functions.logger.warn(`${node.name}: ${told.message}`);
			if (await noteTrouble(store, watch.mailbox, told.message))
				functions.saveFailedExecution(told);
		}
	});
	return async () => {
		isStopped = true;
		await stop();
		const { store } = await openContext(ref, node.name);
		if (!anyRuns(store, watch.mailbox)) await releaseMailbox(store, watch.mailbox);
	};
}

async function watchOf(
	functions: ITriggerFunctions,
	parameters: Parameters,
	workspace: string,
): Promise<Watch> {
	const node = functions.getNode();
	const access = accessOf(await functions.getCredentials('imap'));
	const folder = parameters.text('folder', 'INBOX');
	const markSeen = parameters.text('markAs') === 'read';
	const kinds = parameters.list('kinds');
	const everyMs = Math.max(0.05, parameters.number('pollEvery', 1)) * 60_000;
	const batch = Math.max(1, parameters.number('options.batchSize', 50));
	return {
		mailbox: `${functions.getWorkflow().id ?? ''}/${node.id}`,
		of: nameOf(access, folder),
		open: folderOf(access, folder, markSeen),
		markSeen,
		sinceDays: Math.max(1, parameters.number('options.sinceDays', 14)),
		batch,
		everyMs,
		wanted: (_mail, { verdict, results }) => {
			const kind = verdict.kind === 'delayed' ? 'bounce' : verdict.kind;
			return kinds.includes(kind) && results.some((one) => 'lead' in one);
		},
		start: async (mails) => {
			await runWorkflow(functions, [mails.map((one) => itemOf(one, workspace))]);
		},
		complain: (reason) => {
			functions.saveFailedExecution(fromThrown(node, new Error(reason)));
		},
	};
}

function problemOf(node: INode, thrown: unknown): NodeOperationError {
	if (thrown instanceof MailboxUnavailable) return toNodeError(node, thrown);
	return fromThrown(node, thrown);
}

/** Gives the newest mails of leads to a test in the editor and changes nothing; where there are none it waits for one. */
function whileTesting(
	functions: ITriggerFunctions,
	ref: StoreRef,
	watch: Watch,
	workspace: string,
): ITriggerResponse {
	let stop = async () => await Promise.resolve();
	return {
		closeFunction: async () => {
			await stop();
		},
		manualTriggerFunction: async () => {
			const look = async () => {
				const context = await openContext(ref, functions.getNode().name);
				const mails = await previewMailbox(context, watch);
				if (mails.length > 0) functions.emit([mails.map((one) => itemOf(one, workspace))]);
				return mails.length > 0;
			};
			let isDone = await look();
			stop = keepDoing(testEveryMs, async () => {
				if (!isDone) isDone = await look();
			});
		},
	};
}

function itemOf(
	{ mail, result }: { mail: Mail; result: MailResult },
	workspace: string,
): INodeExecutionData {
	return { json: { ...mailItem(mail, result), workspace } };
}
