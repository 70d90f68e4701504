import { randomUUID } from 'node:crypto';
import {
	passOver,
	placeIn,
	type MailboxPlace,
	type MailboxState,
} from '../../../core/mailbox/place';
import type { LeadStore, StoredMailbox } from '../../../store/port';

/** Who looks: one per process, so that a trigger which is published anew goes on at once. */
export const me = randomUUID();
/** How long a mailbox stays with a process that has died. */
export const holdMs = 45_000;
const attempts = 20;
/** How often trouble that goes on is told again. */
const tellEveryMs = 3_600_000;

/** The state of a mailbox; an empty one where nobody looked yet. */
export async function mailboxState(store: LeadStore, mailbox: string): Promise<StoredMailbox> {
	const all = await store.mailboxes();
	return all.find((one) => one.mailbox === mailbox) ?? { mailbox, version: 0, state: {} };
}

/** Changes the state of a mailbox; who comes second decides anew. @returns the state as saved */
export async function changeMailbox(
	store: LeadStore,
	mailbox: string,
	change: (state: MailboxState) => MailboxState,
): Promise<MailboxState> {
	for (let attempt = 0; attempt < attempts; attempt += 1) {
		const found = await mailboxState(store, mailbox);
		const state = change(found.state);
		if (state === found.state) return state;
		if ((await store.saveMailbox({ ...found, state })) === 'done') return state;
	}
	throw new Error(`The state of the mailbox is changed by others all the time (${mailbox}).`);
}

/** Changes how far a mailbox was read. */
export async function changePlace(
	store: LeadStore,
	mailbox: string,
	change: (place: MailboxPlace) => MailboxPlace,
): Promise<MailboxPlace> {
	const { place } = await changeMailbox(store, mailbox, (state) =>
		state.place ? { ...state, place: change(state.place) } : state,
	);
	return place ?? placeIn(undefined, { of: '', uidValidity: '' });
}

/** Takes a mailbox, or holds it longer. @returns false while another process has it */
export async function holdMailbox(
	store: LeadStore,
	{ mailbox, of }: { mailbox: string; of: string },
): Promise<boolean> {
	const now = await store.now();
	const { holder } = await changeMailbox(store, mailbox, (state) => {
		const isTaken = state.holder && state.holder.id !== me && state.holder.until > now;
		return isTaken ? state : { ...state, of, holder: { id: me, until: now + holdMs } };
	});
	return holder?.id === me;
}

/** Gives a mailbox back, so that the next process need not wait. */
export async function releaseMailbox(store: LeadStore, mailbox: string): Promise<void> {
	await changeMailbox(store, mailbox, (state) => {
		if (state.holder?.id !== me) return state;
		const { holder: _mine, ...rest } = state;
		return rest;
	});
}

/** Notes why a look ended early. @returns whether somebody should be told: at first, then once an hour while it goes on */
export async function noteTrouble(
	store: LeadStore,
	mailbox: string,
	message: string,
): Promise<boolean> {
	const now = await store.now();
	const at = new Date(now).toISOString();
	let isNews = false;
	await changeMailbox(store, mailbox, (state) => {
		const { trouble } = state;
		isNews = trouble === undefined || now - Date.parse(trouble.toldAt) >= tellEveryMs;
		return {
			...state,
			trouble: {
				message,
				since: trouble?.since ?? at,
				toldAt: isNews ? at : (trouble?.toldAt ?? at),
			},
		};
	});
	return isNews;
}

/** Notes that a mail was passed over. */
export async function notePassedOver(
	store: LeadStore,
	mailbox: string,
	mail: { uid: number; why: string },
): Promise<void> {
	const at = new Date(await store.now()).toISOString();
	await changeMailbox(store, mailbox, (state) => passOver(state, { ...mail, at }));
}
