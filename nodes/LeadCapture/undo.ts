import { undoImport } from '../../lib/process/capture/undo';
import { stop, type Operation } from '../shared';

/** Takes an import back. */
export const undoLeadImport: Operation = {
	value: 'undoImport',
	name: 'Undo Import',
	action: 'Undo an import of leads',
	description:
		'Take an import back: leads it made are removed, leads it changed get their former values; leads somebody has worked with since are left alone and named',
	outputs: ['Undone'],
	asTool: 'deletes',
	fields: [
		{
			displayName: 'Import Batch',
			name: 'importBatch',
			type: 'string',
			default: '={{ $json.importBatch }}',
			required: true,
			placeholder: 'e.g. 01JDQ6R8M4T1V9W2X3Y4Z5A6B7',
			description: "The 'importBatch' that Import has returned",
		},
	],
	async run(run) {
		const importBatch = run.parameters.text('importBatch');
		if (importBatch === '') {
			throw stop(run, {
				message: "'Import Batch' is empty",
				remedy: "Give the 'importBatch' that Import has returned.",
			});
		}
		const result = await undoImport(await run.context(), importBatch);
		run.emitNew('Undone', { ...result, workspace: run.workspace });
		if (result.removed + result.restored === 0)
			run.hint(`No lead of import '${importBatch}' was found in this workspace.`, 'warning');
	},
};
