import { isFreeDomain } from '../verify/email/free';
import type { Colleagues } from './score';

/** Somebody with a company's domain, and what they did. */
export interface Member {
	domain: string | undefined;
	company: string | undefined;
	/** 0…100 */
	engagement: number;
}

/**
 * Who the colleagues of each of these people are among them, by position; undefined where there are none. Mailbox providers
 * are no companies.
 */
export function colleaguesAmong(
	members: readonly Member[],
): (index: number) => Colleagues | undefined {
	const sums = new Map<string, { people: number; engagement: number }>();
	for (const { domain, engagement } of members) {
		const key = companyKey(domain);
		if (key === undefined) continue;
		const sum = sums.get(key) ?? { people: 0, engagement: 0 };
		sums.set(key, { people: sum.people + 1, engagement: sum.engagement + engagement });
	}
	return (index) => {
		const own = members[index];
		const key = companyKey(own?.domain);
		const sum = key === undefined ? undefined : sums.get(key);
		if (own === undefined || key === undefined || sum === undefined || sum.people < 2)
			return undefined;
		const company = own.company ?? key;
		return { company, people: sum.people - 1, engagement: sum.engagement - own.engagement };
	};
}

/** The domain that stands for a company; undefined for none and for those that strangers share. */
export function companyKey(domain: string | undefined): string | undefined {
	const plain = domain?.trim().toLowerCase() ?? '';
	return plain === '' || isFreeDomain(plain) ? undefined : plain;
}
