import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { addressOf, listSpreadsheets } from '../../lib/process/sheet/google';
import { asText } from '../shared';
import { googleOf } from './access';

/** Spreadsheets for the list of 'Document', found in Google Drive. */
export async function searchSpreadsheets(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const authentication = asText(this.getCurrentNodeParameter('authentication')) ?? 'serviceAccount';
	const { spreadsheets, next } = await listSpreadsheets(await googleOf(this, authentication), {
		name: asText(filter),
		page: asText(paginationToken),
	});
	return {
		results: spreadsheets.map(({ id, name }) => ({ name, value: id, url: addressOf(id) })),
		...(next !== undefined && { paginationToken: next }),
	};
}
