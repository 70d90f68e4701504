import type { LeadStore } from '../port';
import type { Connection } from '../operations';
import { toStoredLead } from '../rows/encode';
import type { Caller } from './caller';

type Accounts = Pick<LeadStore, 'convert' | 'listAccounts' | 'listContacts' | 'listOpportunities'>;

/** Accounts, contacts and opportunities of the store. */
export function accounts({ call, sliced }: Caller, connection: Connection): Accounts {
	return {
		async convert(requests) {
			const results = await sliced(
				requests,
				(request) => request,
				(slice, how) => connection.call('convert', slice, how),
			);
			return results.map((result) =>
				result.kind === 'missing' ? result : { ...result, lead: toStoredLead(result.lead) },
			);
		},
		listAccounts: (query) => call('listAccounts', query),
		listContacts: (query) => call('listContacts', query),
		listOpportunities: (query) => call('listOpportunities', query),
	};
}
