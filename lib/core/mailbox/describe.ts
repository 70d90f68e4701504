import type { MailboxState } from './place';

/**
 * What the panel says of the looks into a mailbox.
 * @example describeLooks({ lookedAt: '2026-03-20T15:00:00.000Z', read: 2 }, 'UTC') //=> '20 Mar 2026, 15:00: 2 mails'
 */
export function describeLooks(state: MailboxState, timeZone: string): string {
	const { lookedAt, read = 0, trouble, place, passedOver = [] } = state;
	const format = new Intl.DateTimeFormat('en-GB', {
		dateStyle: 'medium',
		timeStyle: 'short',
		timeZone,
	});
	const at = (instant: string) => format.format(new Date(instant));
	const open = place?.open.length ?? 0;
	const parts = [
		lookedAt ? `${at(lookedAt)}: ${read} ${read === 1 ? 'mail' : 'mails'}` : 'Not yet',
		open > 0 && `${open} not finished`,
		passedOver.length > 0 && `${passedOver.length} could not be read`,
		trouble && `no look succeeds since ${at(trouble.since)}: ${trouble.message}`,
	];
	return parts.filter(Boolean).join(', ');
}
