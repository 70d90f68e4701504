import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import {
	backupsOfWorkspace,
	mustBeBuiltIn,
	outlook,
	restoreWorkspace,
	takeIn,
} from '../../lib/process/backups';
import { asText, mainWorkspace, stop, type Operation, type Run } from '../shared';

/** Puts a backup in the place of the workspace's store. */
export const restore: Operation = {
	value: 'restore',
	name: 'Restore',
	action: 'Restore workspace',
	description:
		'Put a backup in the place of the workspace; mails that may have gone out since wait for a decision, and nobody who unsubscribed or was erased since comes back',
	outputs: ['Result'],
	asTool: 'deletes',
	fields: [
		{
			displayName: 'Backup',
			name: 'from',
			type: 'options',
			options: [
				{ name: 'Newest', value: 'newest', description: 'The newest backup beside the store' },
				{ name: 'Choose', value: 'named', description: 'Another backup beside the store' },
				{ name: 'From Input File', value: 'file', description: 'A backup in a binary field' },
			],
			default: 'newest',
			description: 'What is put back',
		},
		{
			displayName: 'Backup Name or ID',
			name: 'backup',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'backups', loadOptionsDependsOn: ['workspace'] },
			default: '',
			description:
				'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			displayOptions: { show: { from: ['named'] } },
		},
		{
			displayName: 'Input Binary Field',
			name: 'binaryProperty',
			type: 'string',
			default: 'backup',
			hint: 'The name of the input binary field with the backup',
			displayOptions: { show: { from: ['file'] } },
		},
		{
			displayName: 'Only Check',
			name: 'dryRun',
			type: 'boolean',
			default: true,
			description: 'Whether to only check the backup and say what it holds, and change nothing',
		},
	],
	options: [
		{
			displayName: 'Replace Another Store',
			name: 'replaceOther',
			type: 'boolean',
			default: false,
			description:
				'Whether to restore a backup of another store over one that has leads; who has unsubscribed in the latter is forgotten',
		},
	],
	async run(run) {
		const { parameters, workspace } = run;
		const { by, store } = await run.context();
		mustBeBuiltIn(store);
		const given = await chosen(run);
		try {
			if (parameters.flag('dryRun', true)) {
				const { backup, leadsNow } = await outlook(workspace, given.file);
				run.emitNew('Result', { restored: false, name: given.name, ...backup, leadsNow });
				run.hint(
					`The backup holds ${backup.leads} leads, the store ${leadsNow}. Switch off 'Only Check' to put it back; the present store is kept beside it.`,
				);
				return;
			}
			const replaceOther = parameters.flag('options.replaceOther');
			const back = await restoreWorkspace(workspace, given.file, { by, replaceOther });
			run.emitNew('Result', { restored: true, name: given.name, ...back });
			if (back.uncertain > 0)
				run.hint(
					`${back.uncertain} mails may have gone out since the backup. Nothing is sent until you decide: Nurture Sequence → Resolve Uncertain.`,
					'warning',
				);
		} finally {
			given.remove?.();
		}
	},
};

/** A file with a backup. */
interface Chosen {
	file: string;
	name: string;
	/** Removes what was put on the disk for this run only. */
	remove?(): void;
}

async function chosen(run: Run): Promise<Chosen> {
	const { parameters, workspace } = run;
	const from = parameters.choice('from', ['newest', 'named', 'file']);
	if (from === 'file') return await fromInput(run);
	const all = backupsOfWorkspace(workspace);
	const wanted = parameters.text('backup');
	const found = from === 'newest' ? all[0] : all.find(({ name }) => name === wanted);
	if (found !== undefined) return found;
	throw stop(run, {
		message:
			from === 'newest'
				? `There is no backup of workspace '${workspace}' beside its store`
				: `There is no backup '${wanted}' of workspace '${workspace}'`,
		remedy: "Run Back Up first, or choose 'From Input File' and pass a backup to this node.",
	});
}

async function fromInput(run: Run): Promise<Chosen> {
	const { functions, items, parameters } = run;
	const name = parameters.text('binaryProperty', 'backup');
	const index = items.findIndex(({ binary }) => binary?.[name] !== undefined);
	const data = items[index]?.binary?.[name];
	if (data === undefined)
		throw stop(run, {
			message: `No item has a file in the field '${name}'`,
			remedy: "Pass a backup to this node, or name its field in 'Input Binary Field'.",
		});
	const { helpers } = functions;
	const content = data.id
		? await helpers.getBinaryStream(data.id)
		: await helpers.getBinaryDataBuffer(index, name);
	return { name: data.fileName ?? name, ...(await takeIn(content)) };
}

/** Backups of the workspace in the panel, newest first. */
export async function backupOptions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const workspace = asText(this.getCurrentNodeParameter('workspace')) ?? mainWorkspace;
	return backupsOfWorkspace(workspace).map(({ name, madeAt, bytes }) => ({
		name: `${madeAt.slice(0, 16).replace('T', ' ')} UTC, ${(bytes / 1e6).toFixed(1)} MB`,
		value: name,
	}));
}
