import { offer, type Gate, type Parcel } from './offer';
import { judge, type SendOutcome } from './outcome';
import {
	connect,
	usualTimes,
	type SmtpConnection,
	type SmtpCredential,
	type SmtpTimes,
} from './transport';

/** Connections to one server that carry many messages. */
export interface SmtpPool {
	/**
	 * Offers one message when a connection is free. Rejects only where the message itself cannot be made. Once the server has refused the login or
	 * the sender, or nothing answers at all, every further message gets that answer at once.
	 */
	send(parcel: Parcel, gate: Gate): Promise<SendOutcome>;
	/** How many connections are used at once; it shrinks when the server says there are too many. */
	readonly connections: number;
	close(): void;
}

/** How a pool behaves. */
export interface PoolOptions {
	maxConnections: number;
	/** Messages after which a connection is renewed. */
	messagesPerConnection: number;
	times?: SmtpTimes;
}

/** So many messages in a row refused by some policy, and it is taken to be about us. */
const refusalsBeforeStop = 5;

/** A connection with how many messages it has carried. */
interface Link {
	connection: SmtpConnection;
	carried: number;
}

/** Opens a pool; nothing is connected before the first message. */
export function smtpPool(credential: SmtpCredential, options: PoolOptions): SmtpPool {
	const times = options.times ?? usualTimes;
	const idle: Link[] = [];
	const waiting: Array<() => void> = [];
	let limit = Math.max(1, options.maxConnections);
	let busy = 0;
	let dead: SendOutcome | undefined;
	let refusals = 0;
	let closed = false;

	const turn = async () => {
		if (busy < limit) busy++;
		else await new Promise<void>((resolve) => waiting.push(resolve));
	};
	/** The place goes straight to whoever waits, so that nobody slips in between. */
	const leave = () => {
		const next = busy <= limit ? waiting.shift() : undefined;
		if (next === undefined) busy--;
		else next();
	};
	const take = (): Link | undefined => {
		for (let link = idle.pop(); link !== undefined; link = idle.pop()) {
			if (!link.connection.destroyed) return link;
		}
		return undefined;
	};
	const open = async (): Promise<Link | SendOutcome> => {
		const result = await connect(credential, times);
		if ('connection' in result) return { connection: result.connection, carried: 0 };
		const outcome = judge(result.failure, result.phase, false);
		if (outcome.kind === 'deferred' && outcome.cause === 'slowDown' && busy > 1)
			limit = Math.max(1, busy - 1);
		else dead = outcome;
		return outcome;
	};
	const giveBack = async (link: Link, state: 'ready' | 'reset' | 'dead') => {
		if (state === 'dead' || closed || link.carried >= options.messagesPerConnection)
			return end(link);
		if (state === 'reset' && !(await reset(link.connection))) return link.connection.close();
		idle.push(link);
	};

	const attempt = async (
		parcel: Omit<Parcel, 'raw'> & { raw: Buffer },
		gate: Gate,
	): Promise<SendOutcome> => {
		for (;;) {
			if (dead !== undefined) return dead;
			const reused = take();
			const link = reused ?? (await open());
			if ('kind' in link) {
				// Too many of us: wait until another connection is done, then go on with fewer.
				if (dead !== undefined || busy <= 1) return link;
				leave();
				await turn();
				continue;
			}
			link.carried++;
			const offered = await offer(link.connection, parcel, gate);
			await giveBack(link, offered.connection);
			// An idle connection may have been closed by the server meanwhile: that says nothing about this message.
			if (reused !== undefined && offered.untouched && offered.outcome.kind === 'deferred')
				continue;
			const { outcome } = offered;
			const cause = outcome.kind === 'deferred' ? outcome.cause : undefined;
			refusals = cause === 'policy' ? refusals + 1 : 0;
			// One person after the other: it is us who are not wanted, and going on would only make our reputation worse.
			if (outcome.kind === 'deferred' && (cause === 'sender' || refusals >= refusalsBeforeStop))
				return (dead = { ...outcome, cause: 'sender' });
			if (cause === 'slowDown') limit = Math.max(1, limit - 1);
			return outcome;
		}
	};

	return {
		get connections() {
			return limit;
		},
		async send(parcel, gate) {
			await turn();
			try {
				if (dead !== undefined) return dead;
				return await attempt({ ...parcel, raw: await parcel.raw() }, gate);
			} finally {
				leave();
			}
		},
		close() {
			closed = true;
			for (const link of idle.splice(0)) end(link);
		},
	};
}

function end({ connection }: Link): void {
	if (connection.destroyed) return;
	connection.quit();
	// A server that does not answer to QUIT is not waited for.
	const late = setTimeout(() => connection.close(), 2_000);
	late.unref();
	connection.once('end', () => clearTimeout(late));
}

async function reset(connection: SmtpConnection): Promise<boolean> {
	return await new Promise((resolve) => {
		connection.reset((error) => resolve(!error));
		connection.once('end', () => resolve(false));
	});
}
