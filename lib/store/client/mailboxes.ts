import type { Mailboxes } from '../mailboxes';
import type { Caller } from './caller';

/** Mailboxes that are looked into. */
export function mailboxes({ call }: Caller): Mailboxes {
	return {
		mailboxes: () => call('mailboxes', undefined),
		saveMailbox: (stored) => call('saveMailbox', stored),
	};
}
