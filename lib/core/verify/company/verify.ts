import type { Check } from '../check';
import { saysNothing } from '../nothing';
import { companyCore } from './core';

/** Checks a company's name; `domain` is suggested where somebody wrote an address in its place. */
export function verifyCompany(name: string, domain?: string): Check {
	const field = 'company';
	if (/^https?:|^www\.|@/iu.test(name)) {
		const suggestion = domain ? { suggestion: domain } : {};
		return { field, status: 'risky', reason: 'It is an address, not a name', ...suggestion };
	}
	if (saysNothing(name)) return { field, status: 'unknown', reason: 'It names no company' };
	if (!/[\p{L}\p{N}]/u.test(name))
		return { field, status: 'invalid', reason: 'There are neither letters nor digits in it' };
	if (companyCore(name) === '')
		return { field, status: 'unknown', reason: 'It is a legal form without a name' };
	return { field, status: 'valid' };
}
