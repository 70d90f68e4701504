import { sha256 } from '../../../core/capture/hash';
import {
	begun,
	failed,
	findOpen,
	isSuspect,
	lookedThrough,
	placeIn,
	reading,
	recorded,
	type MailboxPlace,
} from '../../../core/mailbox/place';
import { parseMail } from '../../../core/mailbox/parse';
import type { Mail } from '../../../core/mailbox/mail';
import type { Mailbox } from '../../../mail/mailbox';
import { StoreUnavailable } from '../../../store/port';
import type { ProcessContext } from '../../context';
import { identityOf, readMails, type MailResult } from '../readMails';
import { isRunning, runForMails, type FoundMail, type StartForMails } from './runs';
import { changeMailbox, changePlace, holdMailbox, me, notePassedOver } from './state';

/** A mailbox, how it is read, and who hears of it. */
export interface Watch {
	/** Which trigger looks. */
	mailbox: string;
	/** Folder and account, in words. */
	of: string;
	/** Opens the folder with a connection of its own. */
	open(): Promise<Mailbox>;
	markSeen: boolean;
	/** Mails longer ago are left alone by a first look, so that an old mailbox does not bring years. */
	sinceDays: number;
	/** Most mails of one workflow run. */
	batch: number;
	everyMs: number;
	wanted(mail: Mail, result: MailResult): boolean;
	start: StartForMails;
	/** Hears of a mail that is passed over because it cannot be read. */
	complain(reason: string): void;
	/** The trigger is no longer published. */
	isStopped?(): boolean;
}

/** Mails that are fetched and recorded at once. */
const slice = 20;

/**
 * Looks into a mailbox: reads what came in since the last look and what an earlier one did not finish, records it, and starts the
 * workflow. Which mails are begun is kept in the store before they are fetched, and until their workflow has ended; so whatever
 * breaks between, a mail is read again rather than missed, and counts once, by its Message-ID. One that cannot be read, or that ends
 * the process, does not keep the others waiting: it is tried again at later looks, by itself, and not for ever.
 * @returns how many mails were read. @throws when the server or the store is away; the next look goes on from there
 */
export async function lookIntoMailbox(context: ProcessContext, watch: Watch): Promise<number> {
	try {
		return await lookOnce(context, watch);
	} catch (error) {
		if (error instanceof NumberedAnew) return await lookOnce(context, watch);
		throw error;
	}
}

async function lookOnce(context: ProcessContext, watch: Watch): Promise<number> {
	const look = new Look(context, watch, await watch.open());
	try {
		return await look.all();
	} finally {
		await look.close();
	}
}

/** The server numbered the folder anew while it was read: the look begins again. */
class NumberedAnew extends Error {
	override name = 'NumberedAnew';
}

class Look {
	private read = 0;
	private waiting: FoundMail[] = [];
	/** Mails of this look by identity: the same one may lie in the folder several times. */
	private readonly seen = new Set<string>();

	constructor(
		private readonly context: ProcessContext,
		private readonly watch: Watch,
		private connection: Mailbox,
	) {}

	async all(): Promise<number> {
		const { store } = this.context;
		const { mailbox, of, sinceDays, everyMs } = this.watch;
		const { uidValidity } = this.connection;
		const { place = placeIn(undefined, { of, uidValidity }) } = await changeMailbox(
			store,
			mailbox,
			(state) => ({ ...state, place: placeIn(state.place, { of, uidValidity }) }),
		);
		const { whole, alone } = this.unfinished(place);
		const fresh =
			place.lastUid === 0
				? await this.connection.uidsSince(sinceDays)
				: await this.connection.uidsAfter(place.lastUid);
		const known = new Set([...whole, ...alone]);
		const uids = [...whole, ...fresh.filter((uid) => !known.has(uid))];
		try {
			for (let from = 0; from < uids.length; from += slice) {
				if (!(await this.mayGoOn())) return this.read;
				await this.slice(uids.slice(from, from + slice));
				if (this.waiting.length >= this.watch.batch) await this.flush();
			}
			for (const uid of alone) await this.slice([uid]);
		} finally {
			// Also when a later mail could not be read: what was recorded goes on.
			await this.flush();
		}
		const at = new Date(await store.now()).toISOString();
		await changeMailbox(store, mailbox, ({ trouble: _over, place: last, ...state }) => ({
			...state,
			...(last ? { place: lookedThrough(last) } : {}),
			lookedAt: at,
			read: this.read,
			everyMs,
		}));
		return this.read;
	}

	async close(): Promise<void> {
		await this.connection.close();
	}

	/** Mails of earlier looks: those that did harm go one by one. */
	private unfinished(place: MailboxPlace): { whole: number[]; alone: number[] } {
		const { store } = this.context;
		const open = place.open.filter(
			({ id }) => id === undefined || !isRunning(store, this.watch.mailbox, id),
		);
		const uidsOf = (some: typeof open) =>
			some.flatMap(({ uid }) => (uid === undefined ? [] : [uid]));
		return {
			whole: uidsOf(open.filter((mail) => !isSuspect(mail))),
			alone: uidsOf(open.filter(isSuspect)),
		};
	}

	private async mayGoOn(): Promise<boolean> {
		if (this.watch.isStopped?.()) return false;
		return await holdMailbox(this.context.store, this.watch);
	}

	/** Reads some mails; where that fails each by itself, so that one of them does not keep the others waiting. */
	private async slice(uids: number[]): Promise<void> {
		try {
			const begun = await this.begin(uids);
			if (begun.length > 0) await this.mails(begun);
		} catch (error) {
			if (error instanceof StoreUnavailable || error instanceof NumberedAnew) throw error;
			await this.reconnect();
			if (uids.length > 1) {
				for (const uid of uids) await this.slice([uid]);
				return;
			}
			const [uid] = uids;
			if (uid !== undefined) await this.failed(uid, error);
		}
	}

	/** Notes what is read now. @returns the mails without those over which processes ended too often */
	private async begin(uids: number[]): Promise<number[]> {
		const { store } = this.context;
		let over = new Set<number>();
		await changePlace(store, this.watch.mailbox, (before) => {
			const after = reading(before, uids, me);
			over = new Set(after.over);
			return after.place;
		});
		for (const uid of over) await this.passOver(uid, 'n8n ended each time while it was read');
		return uids.filter((uid) => !over.has(uid));
	}

	private async mails(uids: number[]): Promise<void> {
		const { store } = this.context;
		const { mailbox, wanted, markSeen } = this.watch;
		const stored = await this.connection.fetch(uids);
		const mails: Array<{ uid: number; id: string; mail: Mail }> = [];
		for (const { uid, raw } of stored) {
			const mail = await parseMail(raw);
			mails.push({ uid, mail, id: sha256(identityOf(mail)).slice(0, 32) });
		}
		let wasOpen = new Set<number>();
		await changePlace(store, mailbox, (place) => {
			wasOpen = new Set(
				mails
					.filter(({ uid, id }) => findOpen(place, uid, id)?.id !== undefined)
					.map(({ uid }) => uid),
			);
			return begun(place, mails);
		});
		const results = await readMails(
			this.context,
			mails.map(({ mail }) => mail),
		);
		const toStart = new Set<number>();
		for (const [index, { uid, id, mail }] of mails.entries()) {
			const result = results[index];
			if (!result) continue;
			const isNew = result.results.some(
				({ kind }) => kind === 'recorded' || (kind === 'known' && wasOpen.has(uid)),
			);
			const isFirst = !this.seen.has(id) && !isRunning(store, mailbox, id);
			this.seen.add(id);
			if (!isNew || !isFirst || !wanted(mail, result)) continue;
			toStart.add(uid);
			this.waiting.push({ id, mail, result });
		}
		// Also those that the server did not give: they were deleted meanwhile.
		await changePlace(store, mailbox, (place) => recorded(place, uids, toStart));
		this.read += mails.length;
		// Only people see the difference: a mail that could not be marked is not read again for that.
		if (markSeen)
			await this.connection.markSeen(mails.map(({ uid }) => uid)).catch(() => undefined);
		await this.context.pause?.();
	}

	private async failed(uid: number, error: unknown): Promise<void> {
		const { store } = this.context;
		const why = error instanceof Error ? error.message : String(error);
		let over = false;
		await changePlace(store, this.watch.mailbox, (before) => {
			const after = failed(before, uid);
			over = after.over;
			return after.place;
		});
		if (over) await this.passOver(uid, why);
	}

	private async passOver(uid: number, why: string): Promise<void> {
		const { mailbox, of, complain } = this.watch;
		await notePassedOver(this.context.store, mailbox, { uid, why });
		complain(
			`Mail ${uid} of ${of} cannot be read and is passed over (${why}). Look at it with a mail program.`,
		);
	}

	/** A connection that is gone is made anew, where the server can be reached at all. */
	private async reconnect(): Promise<void> {
		if (this.connection.isOpen()) return;
		const before = this.connection.uidValidity;
		await this.connection.close();
		this.connection = await this.watch.open();
		if (this.connection.uidValidity !== before)
			throw new NumberedAnew('The mail server numbers the folder anew all the time.');
	}

	private async flush(): Promise<void> {
		const mails = this.waiting;
		this.waiting = [];
		await runForMails(this.context.store, this.watch.mailbox, mails, this.watch.start);
	}
}
