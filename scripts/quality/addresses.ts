import { verifyPostalCode } from '../../lib/core/verify/address/postalCode';
import { splitUsAddress } from '../../lib/core/verify/address/us';
import { readRows, share, show, textOf, type Row } from './rows';

/**
 * `accept` and `reject`: shares of the valid postal codes found valid and of the invalid ones not found valid;
 * `us_all_parts`: share of the one-line addresses whose number, city, state and ZIP code all come out.
 */
export async function measure(dir: string): Promise<Record<string, number> | undefined> {
	const codes = readRows(dir, 'postal') ?? [];
	const lines = readRows(dir, 'us') ?? [];
	if (codes.length + lines.length === 0) return undefined;
	const accepted = (row: Row): boolean =>
		verifyPostalCode(textOf(row, 'postal'), textOf(row, 'country')).status === 'valid';
	const right = (row: Row): boolean => {
		const got = splitUsAddress(textOf(row, 'text'));
		const ok =
			(got?.number ?? '') === textOf(row, 'number') &&
			(got?.city ?? '') === textOf(row, 'city') &&
			(got?.state ?? '') === textOf(row, 'state') &&
			(got?.postalCode ?? '') === textOf(row, 'zip');
		if (!ok) show('addresses us', [row, got]);
		return ok;
	};
	const valid = codes.filter((row) => row.label === 'valid');
	const invalid = codes.filter((row) => row.label === 'invalid');
	for (const row of codes)
		if (accepted(row) !== (row.label === 'valid')) show('addresses postal', row);
	return {
		...(valid.length > 0 && { accept: share(valid, accepted) }),
		...(invalid.length > 0 && { reject: share(invalid, (row) => !accepted(row)) }),
		...(lines.length > 0 && { us_all_parts: share(lines, right) }),
	};
}
