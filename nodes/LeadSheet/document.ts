import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';
import { sheetTabs } from '../../lib/core/sheet/tabs';
import { SheetError, type Google } from '../../lib/process/sheet/google';
import { asText, fromThrown, isRow, stop, type Run } from '../shared';
import { googleOf } from './access';

/** How n8n signs in at Google, with what has to be done there. */
export const signIn: INodeProperties[] = [
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Service Account',
				value: 'serviceAccount',
				description: 'A technical account of a Google project; never has to sign in again',
			},
			{
				name: 'OAuth2',
				value: 'oAuth2',
				description: 'The Google account of a person, who signs in once',
			},
		],
		default: 'serviceAccount',
	},
	{
		displayName:
			'At Google: enable the <b>Google Sheets API</b> and the <b>Google Drive API</b> in your project, make a service account with a JSON key, and copy its e-mail and private key into the credential. Then <b>share the spreadsheet</b> with that e-mail as an editor.',
		name: 'serviceAccountNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { authentication: ['serviceAccount'] } },
	},
	{
		displayName:
			'At Google: enable the <b>Google Sheets API</b> and the <b>Google Drive API</b> in your project and make an OAuth client with the redirect address that the credential shows. Then sign in with an account that <b>may edit the spreadsheet</b>.',
		name: 'oAuth2Notice',
		type: 'notice',
		default: '',
		displayOptions: { show: { authentication: ['oAuth2'] } },
	},
];

const idPattern = '[a-zA-Z0-9_-]{20,}';

const chosen = (modes: INodePropertyMode[] = []): INodeProperties => ({
	displayName: 'Document',
	name: 'document',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The spreadsheet',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchSpreadsheets', searchable: true },
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://docs.google.com/spreadsheets/d/1AbC…/edit',
			extractValue: { type: 'regex', regex: `/spreadsheets/(?:u/\\d+/)?d/(${idPattern})` },
			validation: [
				{
					type: 'regex',
					properties: {
						regex: `https://docs\\.google\\.com/.*/d/${idPattern}.*`,
						errorMessage:
							"This is no address of a Google spreadsheet. Copy it from the browser's address bar.",
					},
				},
			],
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: `^${idPattern}$`,
						errorMessage:
							'This is no ID of a spreadsheet: the part of its address between /d/ and /edit.',
					},
				},
			],
		},
		...modes,
	],
});

const typed: Pick<INodePropertyMode, 'type'> = { type: 'string' };
const newMode: INodePropertyMode = {
	...typed,
	displayName: 'Create New',
	name: 'new',
	placeholder: 'e.g. Leads of Example Ltd',
	hint: 'Title of the spreadsheet that is made',
};

/** The document, for operations on a spreadsheet that exists. */
export const documentField = chosen();

/** The same for Set Up, which can make one. */
export const documentOrNewField = chosen([newMode]);

/** Which tabs the operation works on. */
export const tabsField: INodeProperties = {
	displayName: 'Tabs',
	name: 'tabs',
	type: 'multiOptions',
	noDataExpression: true,
	options: sheetTabs.map(({ title, key }) => ({ name: title, value: key })),
	default: ['leads'],
	description: 'The tabs that are made and kept in step',
};

/** The specifications of the tabs that the panel names. */
export function chosenTabs(run: Run): typeof sheetTabs {
	const wanted = run.parameters.list('tabs');
	const specs = sheetTabs.filter(({ key }) => wanted.includes(key));
	if (specs.length > 0) return specs;
	throw stop(run, { message: "'Tabs' is empty", remedy: 'Choose at least one tab, e.g. Leads.' });
}

/** What 'Document' says: an id, or the title of one to be made. */
export function documentOf(run: Run): { id: string } | { title: string } {
	const raw = run.parameters.value('document');
	const isNew = isRow(raw) && raw['mode'] === 'new';
	const value = asText(run.functions.getNodeParameter('document', 0, '', { extractValue: !isNew }));
	const title = isNew && isRow(raw) ? asText(raw['value']) : undefined;
	if (title !== undefined) return { title };
	if (value !== undefined && !isNew) return { id: value };
	throw stop(run, {
		message: "'Document' is empty",
		remedy: 'Choose the spreadsheet from the list, or paste its address.',
	});
}

/** Does the work with Google; what Google refuses becomes an error with its remedy. */
export async function withGoogle<T>(run: Run, work: (google: Google) => Promise<T>): Promise<T> {
	try {
		return await work(
			await googleOf(run.functions, run.parameters.text('authentication', 'serviceAccount')),
		);
	} catch (error) {
		if (!(error instanceof SheetError)) throw fromThrown(run.functions.getNode(), error);
		const { message, remedy, said } = error;
		throw stop(run, { message, remedy: `${remedy}${said}` });
	}
}
