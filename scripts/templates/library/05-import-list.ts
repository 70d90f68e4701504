import { type Template, end, n8n, ours } from '../build/spec';
import { lastPage, settings, settingsStep, when } from './common';
import { sampleLeads } from './samples';

/** A list, looked at before it is taken in. */
export const importList: Template = {
	file: '05-import-list',
	id: 'importList05',
	title: 'Import a list of leads into n8n with a preview and an undo',
	audience: 'Whoever gets lists as CSV or Excel, from a fair, a vendor or the CRM they come from.',
	overview: {
		how: [
			'Open the form **Upload a list**, choose the file, and leave it at *Preview*: nothing is written, and you see how many rows would become leads, which columns are understood, and every doubtful value.',
			'If all is well, upload it again with *Import*. Rows of people you know bring them up to date; refused rows are listed with their reasons.',
			'Each import has a batch id. **Undo an import** takes it back: what it made is emptied, what it changed gets its former values.',
		],
		setup: [
			settingsStep,
			'**Publish**, then open the production address of **Upload a list**. Both forms ask for an n8n sign-in.',
			'Begin with a small file.',
		],
		customise:
			'Say what a column means under *Fields* in **Preview the list** and **Import the list**, the same in both. Campaign and cost per lead are options there.',
	},
	requirements: ['A list as CSV or XLSX'],
	rows: [
		[
			{
				title: 'Upload',
				text: 'A form for colleagues: the file, and whether it is only looked at.',
				nodes: [
					n8n(
						[0, 0],
						'Upload a list',
						'formTrigger',
						{
							authentication: 'n8nUserAuth',
							formTitle: 'Upload a list',
							formDescription: 'CSV or XLSX. A preview changes nothing.',
							formFields: {
								values: [
									{
										fieldName: 'file',
										fieldLabel: 'List',
										fieldType: 'file',
										multipleFiles: false,
										acceptFileTypes: '.csv, .xlsx',
										requiredField: true,
									},
									{
										fieldName: 'what',
										fieldLabel: 'What to do',
										fieldType: 'dropdown',
										fieldOptions: { values: [{ option: 'Preview' }, { option: 'Import' }] },
										requiredField: true,
									},
								],
							},
							responseMode: 'lastNode',
							options: {},
						},
						{ to: 'Import it?' },
					),
					when([1, 0], 'Import it?', ['$json.what', 'Import'], {
						True: 'Import the list',
						False: 'Preview the list',
					}),
					...settings([0, 1]),
				],
			},
			{
				title: 'Preview or import',
				text: 'Columns are known by their names and their content. The form says what happened.',
				nodes: [
					ours(
						[0, 0],
						'Import the list',
						'leadCapture',
						{ operation: 'import', binaryProperty: 'file' },
						{
							to: { Imported: 'Tell the result', Rejected: 'Refused rows' },
							demo: { tableFrom: 'rows' },
						},
					),
					lastPage(
						[1, 0],
						'Tell the result',
						'The list is imported',
						'={{ $json.new }} new leads, {{ $json.updated }} brought up to date, {{ $json.rejected }} refused. To take it back, use Undo an import with the batch {{ $json.importBatch }}.',
					),
					end([1, 1], 'Refused rows'),
					ours(
						[0, 1],
						'Preview the list',
						'leadCapture',
						{
							operation: 'previewImport',
							binaryProperty: 'file',
						},
						{ to: 'Show the preview', demo: { tableFrom: 'rows' } },
					),
					lastPage(
						[1, 2],
						'Show the preview',
						'Nothing was written',
						'={{ $input.all().length }} rows were looked at, {{ $input.all().filter((item) => item.json.problems.length > 0).length }} of them have something to look at. Columns: {{ $input.first().json.columns.map((one) => one.column + " → " + (one.field ?? "kept as it is")).join(", ") }}.',
					),
				],
			},
			{
				title: 'Undo',
				text: 'Takes one import back. Undo the newest first.',
				nodes: [
					n8n(
						[0, 0],
						'Undo an import',
						'formTrigger',
						{
							authentication: 'n8nUserAuth',
							formTitle: 'Undo an import',
							formDescription: 'The batch is named after each import.',
							formFields: {
								values: [
									{
										fieldName: 'importBatch',
										fieldLabel: 'Import batch',
										fieldType: 'text',
										requiredField: true,
									},
								],
							},
							responseMode: 'lastNode',
							options: {},
						},
						{ to: 'Take it back' },
					),
					ours(
						[1, 0],
						'Take it back',
						'leadCapture',
						{ operation: 'undoImport' },
						{ to: 'Tell what was undone' },
					),
					lastPage(
						[1, 1],
						'Tell what was undone',
						'The import was taken back',
						'Leads that somebody has worked with meanwhile stay.',
					),
				],
			},
		],
	],
	demo: { into: 'Preview the list', leads: sampleLeads, reaches: ['Show the preview'] },
};
