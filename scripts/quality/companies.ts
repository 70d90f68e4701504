import { companyCore } from '../../lib/core/verify/company/core';
import { readRows, share, show, textOf } from './rows';

/** `exact`: share of the company names whose core comes out as expected. */
export async function measure(dir: string): Promise<Record<string, number> | undefined> {
	const rows = readRows(dir);
	if (rows === undefined) return undefined;
	return {
		exact: share(rows, (row) => {
			const got = companyCore(textOf(row, 'input'));
			if (got !== textOf(row, 'expect')) show('companies', [row, got]);
			return got === textOf(row, 'expect');
		}),
	};
}
