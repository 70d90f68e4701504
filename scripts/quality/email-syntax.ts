import { verifyEmail } from '../../lib/core/verify/email/verify';
import { readRows, share, show, textOf, type Row } from './rows';

/**
 * Valid and invalid addresses; `balanced_accuracy` is the mean of the shares judged right in each class. Rows on which the
 * sources disagree ('contested'), legal oddities ('odd') and reserved names belong to neither class.
 */
export async function measure(dir: string): Promise<Record<string, number> | undefined> {
	const rows = readRows(dir);
	if (rows === undefined) return undefined;
	let throws = 0;
	const right = (row: Row): boolean => {
		try {
			const check = verifyEmail(textOf(row, 'address'));
			const invalid = check.status === 'invalid' || check.status === 'unknown';
			const ok = invalid === (row.label === 'invalid');
			if (!ok) show('email-syntax', { ...row, check });
			return ok;
		} catch {
			throws += 1;
			return false;
		}
	};
	const valid = rows.filter((row) => row.label === 'valid');
	const invalid = rows.filter((row) => row.label === 'invalid');
	const balanced = (share(valid, right) + share(invalid, right)) / 2;
	for (const row of rows) if (row.label !== 'valid' && row.label !== 'invalid') right(row);
	return { balanced_accuracy: balanced, throws };
}
