import { splitName } from '../../lib/core/verify/name/split';
import { readRows, share, show, textOf, type Row } from './rows';

/** `first_last`: share of the names whose first and last name both come out as expected. */
export async function measure(dir: string): Promise<Record<string, number> | undefined> {
	const rows = readRows(dir, 'nameparser');
	if (rows === undefined) return undefined;
	return { first_last: share(rows, isRight) };
}

function isRight(row: Row): boolean {
	const expect: Row =
		typeof row.expect === 'object' && row.expect !== null ? { ...row.expect } : {};
	const got = splitName(textOf(row, 'input'));
	const right =
		(got.firstName ?? '') === textOf(expect, 'first') &&
		(got.lastName ?? '') === textOf(expect, 'last');
	if (!right) show('names', [textOf(row, 'input'), got]);
	return right;
}
