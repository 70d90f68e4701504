import { backUpWorkspace, mustBeBuiltIn, readBackup } from '../../lib/process/backups';
import type { Operation } from '../shared';

/** Makes a consistent copy of the workspace while everything goes on. */
export const backUp: Operation = {
	value: 'backUp',
	name: 'Back Up',
	action: 'Back up workspace',
	description:
		'Copy the whole workspace to a file while everything goes on, e.g. every night behind a Schedule Trigger',
	outputs: ['Backup'],
	fields: [
		{
			displayName: 'Keep Newest',
			name: 'keep',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 7,
			description: 'How many backups of this workspace stay beside the store; older ones go',
		},
		{
			displayName: 'Give as File',
			name: 'asFile',
			type: 'boolean',
			default: false,
			description:
				'Whether to also give the backup as a binary file, e.g. to store it in another place with the next node',
		},
		{
			displayName: 'Put Output File in Field',
			name: 'binaryProperty',
			type: 'string',
			default: 'backup',
			hint: 'The name of the output binary field to put the file in',
			displayOptions: { show: { asFile: [true] } },
		},
	],
	async run(run) {
		const { parameters, functions, workspace } = run;
		mustBeBuiltIn((await run.context()).store);
		const made = await backUpWorkspace(workspace, parameters.number('keep', 7));
		const binary = parameters.flag('asFile')
			? {
					[parameters.text('binaryProperty', 'backup')]: await functions.helpers.prepareBinaryData(
						readBackup(made),
						made.name,
						'application/vnd.sqlite3',
					),
				}
			: undefined;
		run.emitNew('Backup', made, undefined, binary);
		if (binary === undefined && run.manual)
			run.hint(
				`The backup is on the same disk as the store: ${made.file}. Tick 'Give as File' and pass it to a node that stores it in another place.`,
			);
	},
};
