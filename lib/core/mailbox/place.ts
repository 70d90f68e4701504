import type { Timestamp } from '../lead/lead';

/** A mail that was begun and is not done with: it is read again until its workflow has run to its end. */
export interface OpenMail {
	/** Its number in the folder; absent where the folder was numbered anew since. */
	uid?: number;
	/** Its identity, hashed; absent where it could not be read yet. */
	id?: string;
	/** How often a workflow was started for it. */
	starts: number;
	/** How often it could not be read. */
	tries: number;
	/** The process that began to read it and has not said yet what became of it. */
	reader?: string;
	/** How many processes ended while they read it. */
	ends?: number;
}

/** How far a folder was read: the server's numbering (UIDVALIDITY, RFC 3501) and the last number begun. */
export interface MailboxPlace {
	/** Which folder of which account, in words. */
	of: string;
	uidValidity: string;
	lastUid: number;
	open: OpenMail[];
}

/** What is known of a mailbox that somebody looks into. */
export interface MailboxState {
	/** Which folder of which account, in words. */
	of?: string;
	place?: MailboxPlace;
	/** Who looks, and until when nobody else does; milliseconds of the store's clock. */
	holder?: { id: string; until: number };
	/** When the last look came to its end, and what it brought. */
	lookedAt?: Timestamp;
	read?: number;
	/** Milliseconds between two looks. */
	everyMs?: number;
	/** Why looks end early, since when, and when it was last told. */
	trouble?: { message: string; since: Timestamp; toldAt: Timestamp };
	/** The newest mails that could not be read however often it was tried. */
	passedOver?: Array<{ uid: number; at: Timestamp; why: string }>;
}

/** A mail that brings n8n down every time must not do so for ever: after so many starts it counts as done. */
const mostStarts = 3;
/** A mail that cannot be read is passed over after so many tries, one a look. */
const mostTries = 20;
/** Nor one that ends the process while it is read: that costs a restart each time. */
const mostEnds = 3;
const mostPassedOver = 20;

/**
 * The place to go on from in a folder as it is now. One that was numbered anew, and another folder, are read from the beginning; what
 * is open is known again by its identity.
 */
export function placeIn(
	before: MailboxPlace | undefined,
	{ of, uidValidity }: Pick<MailboxPlace, 'of' | 'uidValidity'>,
): MailboxPlace {
	if (before === undefined || before.of !== of) return { of, uidValidity, lastUid: 0, open: [] };
	if (before.uidValidity === uidValidity) return before;
	const open = before.open.flatMap(({ id, starts }) =>
		id === undefined ? [] : [{ id, starts, tries: 0 }],
	);
	return { of, uidValidity, lastUid: 0, open };
}

/**
 * The place with mails that a process is about to fetch and read, noted before it does. If another process had begun one and never said
 * what became of it, that one ended over it; `over` are those over which too many did: they are done with unread.
 */
export function reading(
	place: MailboxPlace,
	uids: readonly number[],
	reader: string,
): { place: MailboxPlace; over: number[] } {
	const open = uids.map((uid) => {
		const known = findOpen(place, uid) ?? { starts: 0, tries: 0 };
		const ended = known.reader !== undefined && known.reader !== reader;
		return { ...known, uid, reader, ends: (known.ends ?? 0) + (ended ? 1 : 0) };
	});
	const over = open.filter(({ ends }) => ends >= mostEnds).map(({ uid }) => uid);
	return { place: recorded(advance(place, open), over, new Set()), over };
}

/** Whether a mail did harm before, and is better read by itself. */
export function isSuspect({ tries, reader, ends = 0 }: OpenMail): boolean {
	return tries > 0 || ends > 0 || reader !== undefined;
}

/** The place with mails begun: none of them is passed by now, whatever happens before they are done with. */
export function begun(
	place: MailboxPlace,
	mails: ReadonlyArray<{ uid: number; id: string }>,
): MailboxPlace {
	const open = mails.map(({ uid, id }) => {
		const known = findOpen(place, uid, id);
		return { starts: 0, tries: 0, ...known, uid, id };
	});
	return advance(place, open);
}

/** The place with a mail that could not be read, to be tried again; `over` when it was tried often enough. */
export function failed(place: MailboxPlace, uid: number): { place: MailboxPlace; over: boolean } {
	const known = findOpen(place, uid) ?? { starts: 0, tries: 0 };
	const tries = known.tries + 1;
	if (tries >= mostTries) return { place: recorded(place, [uid], new Set()), over: true };
	return { place: advance(place, [{ ...read(known), uid, tries }]), over: false };
}

/** The place with mails whose workflow is started now; those started too often are done with. */
export function started(place: MailboxPlace, ids: ReadonlySet<string>): MailboxPlace {
	const open = place.open
		.map((mail) =>
			mail.id !== undefined && ids.has(mail.id) ? { ...mail, starts: mail.starts + 1 } : mail,
		)
		.filter(({ starts }) => starts < mostStarts);
	return { ...place, open };
}

/** The place after some mails were recorded: those to start a workflow for stay open, the others are done with. */
export function recorded(
	place: MailboxPlace,
	uids: readonly number[],
	toStart: ReadonlySet<number>,
): MailboxPlace {
	const over = new Set(uids.filter((uid) => !toStart.has(uid)));
	return {
		...place,
		lastUid: Math.max(place.lastUid, ...uids),
		open: place.open
			.filter((mail) => !isOneOf(mail, over))
			.map((mail) => (isOneOf(mail, toStart) ? read(mail) : mail)),
	};
}

/** The place after the workflow of some mails ran to its end. */
export function ended(place: MailboxPlace, ids: ReadonlySet<string>): MailboxPlace {
	return {
		...place,
		open: place.open.filter(({ id }) => id === undefined || !ids.has(id)),
	};
}

/** The place after every mail of the folder was looked at: what is open and has no number any more is gone from the server. */
export function lookedThrough(place: MailboxPlace): MailboxPlace {
	return { ...place, open: place.open.filter(({ uid }) => uid !== undefined) };
}

/** What is known of an open mail by its number, and by its identity from before the folder was numbered anew. */
export function findOpen(place: MailboxPlace, uid: number, id?: string): OpenMail | undefined {
	const numbered = place.open.find((mail) => mail.uid === uid);
	const before =
		id === undefined
			? undefined
			: place.open.find((mail) => mail.uid === undefined && mail.id === id);
	return numbered && before ? { ...numbered, ...before, uid } : (numbered ?? before);
}

/** The state with one more mail that was passed over; only the newest are kept. */
export function passOver(
	state: MailboxState,
	mail: { uid: number; at: Timestamp; why: string },
): MailboxState {
	return { ...state, passedOver: [...(state.passedOver ?? []), mail].slice(-mostPassedOver) };
}

/** A mail of which is known what became of its reading. */
function read({ reader: _over, ...rest }: OpenMail): OpenMail {
	return rest;
}

function advance(place: MailboxPlace, open: Array<OpenMail & { uid: number }>): MailboxPlace {
	const uids = new Set(open.map(({ uid }) => uid));
	const ids = new Set(open.flatMap(({ id }) => (id === undefined ? [] : [id])));
	const others = place.open.filter(
		(mail) =>
			!isOneOf(mail, uids) &&
			!(mail.uid === undefined && mail.id !== undefined && ids.has(mail.id)),
	);
	return {
		...place,
		lastUid: Math.max(place.lastUid, ...uids),
		open: [...others, ...open].sort((a, b) => (a.uid ?? 0) - (b.uid ?? 0)),
	};
}

function isOneOf({ uid }: OpenMail, uids: ReadonlySet<number>): boolean {
	return uid !== undefined && uids.has(uid);
}
