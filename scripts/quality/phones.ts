import path from 'node:path';
import { verifyPhone } from '../../lib/core/verify/phone';
import { readRows, share, show, textOf } from './rows';

/**
 * `e164`: share of the written forms (and of the consensus rows that carry one) that give the expected E.164;
 * `valid_accuracy`: share of the rows with a label that are judged as labelled.
 */
export async function measure(dir: string): Promise<Record<string, number> | undefined> {
	const forms = readRows(path.join(dir, 'libphonenumber')) ?? [];
	const labelled = readRows(dir) ?? [];
	if (forms.length + labelled.length === 0) return undefined;
	const cases = [
		...forms.map((row) => ({
			text: textOf(row, 'input'),
			country: textOf(row, 'region'),
			e164: textOf(row, 'e164'),
		})),
		...labelled.map((row) => ({
			text: textOf(row, 'number'),
			country: textOf(row, 'country'),
			e164: textOf(row, 'e164'),
		})),
	].filter((row) => row.e164 !== '');
	const judged = labelled.map((row) => ({
		row,
		valid: ['valid', 'risky'].includes(
			verifyPhone(textOf(row, 'number'), textOf(row, 'country')).status,
		),
	}));
	for (const { row, valid } of judged)
		if (valid !== (row.label === 'valid')) show('phones valid', row);
	const right = (row: (typeof cases)[number]): boolean =>
		verifyPhone(row.text, row.country).e164 === row.e164;
	for (const row of cases)
		if (!right(row)) show('phones e164', [row, verifyPhone(row.text, row.country)]);
	return {
		...(cases.length > 0 ? { e164: share(cases, right) } : {}),
		...(judged.length > 0
			? { valid_accuracy: share(judged, ({ row, valid }) => valid === (row.label === 'valid')) }
			: {}),
	};
}
