import data from '../data/free.json';

const free = new Set(data.domains.split(' '));

/** Providers that give the same mailbox under many national endings. */
const families =
	/^(gmail|googlemail|yahoo|ymail|rocketmail|hotmail|outlook|live|msn|gmx|aol|icloud|yandex|proton|protonmail|tutanota|zoho)\.[a-z]{2,3}(\.[a-z]{2})?$/;

/** Whether a domain (lower case) belongs to a provider that gives mailboxes to anybody. */
export function isFreeDomain(domain: string): boolean {
	return free.has(domain) || families.test(domain);
}

/** Whether a domain (lower case) is on the list itself, families left aside. */
export function isListedFree(domain: string): boolean {
	return free.has(domain);
}

/** When the list of free providers was taken, 'YYYY-MM-DD'. */
export const freeListDate: string = data.date;
