import type { Mailbox } from '../../../lib/mail/mailbox';
import type { Watch } from '../../../lib/process/track/mailbox/look';
import { mail } from '../../core/mailbox/mails';

/** A mailbox in memory whose server can be told to fail. */
export class Server {
	uidValidity = '1';
	/** The command, counted over all connections, at which the connection is cut. */
	cutAt = Infinity;
	commands = 0;
	/** Numbers of mails whose fetching cuts the connection each time. */
	readonly poison = new Set<number>();
	readonly started: string[] = [];
	readonly complaints: string[] = [];
	/** What happens to a run of the workflow. */
	run: () => Promise<void> = async () => await Promise.resolve();
	private readonly mails = new Map<number, string>();
	private next = 1;

	constructor(raws: readonly string[]) {
		for (const raw of raws) this.add(raw);
	}

	add(raw: string): number {
		this.mails.set(this.next, raw);
		this.next += 1;
		return this.next - 1;
	}

	/** Numbers every mail anew, as after a restore of the server. */
	renumber(): void {
		this.uidValidity = String(Number(this.uidValidity) + 1);
		const raws = [...this.mails.values()];
		this.mails.clear();
		this.next = 1;
		for (const raw of raws) this.add(raw);
	}

	readonly watch: Watch = {
		mailbox: 'workflow/node',
		of: 'INBOX of office@example.com',
		open: async () => await Promise.resolve(this.open()),
		markSeen: false,
		sinceDays: 14,
		batch: 50,
		everyMs: 60_000,
		wanted: () => true,
		start: async (mails) => {
			this.started.push(...mails.map((one) => one.mail.messageId ?? ''));
			await this.run();
		},
		complain: (reason) => {
			this.complaints.push(reason);
		},
	};

	private open(): Mailbox {
		let isOpen = true;
		const answer = async <T>(value: () => T): Promise<T> => {
			this.commands += 1;
			if (this.commands === this.cutAt) isOpen = false;
			if (!isOpen) throw new Error('Connection lost');
			return await Promise.resolve(value());
		};
		const uids = () => [...this.mails.keys()];
		return {
			uidValidity: this.uidValidity,
			isOpen: () => isOpen,
			uidsSince: async () => await answer(uids),
			uidsAfter: async (uid) => await answer(() => uids().filter((one) => one > uid)),
			fetch: async (wanted) => {
				if (wanted.some((uid) => this.poison.has(uid))) isOpen = false;
				return await answer(() =>
					wanted.flatMap((uid) => {
						const raw = this.mails.get(uid);
						return raw === undefined ? [] : [{ uid, raw: Buffer.from(raw) }];
					}),
				);
			},
			markSeen: async () => await answer(() => undefined),
			close: async () => await Promise.resolve(),
		};
	}
}

/** Answers of one lead, each with a Message-ID of its own. */
export function replies(count: number, from = 0): string[] {
	return Array.from({ length: count }, (_value, index) =>
		mail(
			{
				From: 'ann@example.org',
				To: 'sales@shop.example.com',
				Subject: 'Re: Hello',
				'Message-ID': `<r${from + index}@example.org>`,
			},
			`Answer ${from + index}`,
		),
	);
}

/** The Message-IDs of such answers. */
export function idsOf(count: number, from = 0): string[] {
	return Array.from({ length: count }, (_value, index) => `<r${from + index}@example.org>`);
}
