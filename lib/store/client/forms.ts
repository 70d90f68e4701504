import type { PublicForms } from '../forms';
import type { Caller } from './caller';

/** Limits of public forms, confirmation mails, subscribing again. */
export function forms({ call }: Caller): PublicForms {
	return {
		take: (wishes) => call('take', wishes),
		claimConfirmations: (claim) => call('claimConfirmations', claim),
		settleConfirmations: (rows) =>
			call(
				'settleConfirmations',
				rows.map(({ receiptId, retryInMs = null }) => ({ receiptId, retryInMs })),
			),
		resubscribe: (who) => call('resubscribe', who),
	};
}
