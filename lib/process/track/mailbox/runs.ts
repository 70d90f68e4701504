import { ended, started } from '../../../core/mailbox/place';
import type { Mail } from '../../../core/mailbox/mail';
import type { LeadStore } from '../../../store/port';
import type { MailResult } from '../readMails';
import { changePlace } from './state';

/** A mail that was read and recorded, and what became of it. */
export interface FoundMail {
	/** Its identity, hashed. */
	id: string;
	mail: Mail;
	result: MailResult;
}

/** Starts the workflow for mails; resolves when it has run to its end, well or not, and rejects when it could not be run. */
export type StartForMails = (mails: FoundMail[]) => Promise<void>;

/** Mails whose workflow runs in this process, by store. */
const running = new WeakMap<LeadStore, Set<string>>();

function runningIn(store: LeadStore): Set<string> {
	const known = running.get(store) ?? new Set<string>();
	running.set(store, known);
	return known;
}

/** Whether the workflow for a mail of a mailbox runs in this process. */
export function isRunning(store: LeadStore, mailbox: string, id: string): boolean {
	return runningIn(store).has(`${mailbox} ${id}`);
}

/** Whether any workflow for mails of a mailbox runs in this process. */
export function anyRuns(store: LeadStore, mailbox: string): boolean {
	return [...runningIn(store)].some((key) => key.startsWith(`${mailbox} `));
}

/**
 * Starts the workflow for mails and does not wait for its end. They stay open in the store until then: if the process dies, the
 * next look reads them again and starts the workflow again.
 */
export async function runForMails(
	store: LeadStore,
	mailbox: string,
	mails: FoundMail[],
	start: StartForMails,
): Promise<void> {
	if (mails.length === 0) return;
	const ids = new Set(mails.map(({ id }) => id));
	await changePlace(store, mailbox, (place) => started(place, ids));
	const keys = [...ids].map((id) => `${mailbox} ${id}`);
	const mine = runningIn(store);
	for (const key of keys) mine.add(key);
	const run = async () => {
		try {
			await start(mails);
			await changePlace(store, mailbox, (place) => ended(place, ids));
		} finally {
			for (const key of keys) mine.delete(key);
		}
	};
	// What could not be run, or not be marked, stays open for the next look.
	run().catch(() => undefined);
}
