import { Readable } from 'node:stream';
import { judge, phaseOf, type SendOutcome } from './outcome';
import { failureOf, type SmtpConnection } from './transport';

/** A finished message and its envelope: one sender, one recipient. */
export interface Parcel {
	from: string;
	to: string;
	/** Made when a connection is free: composing a thousand at once would hold the event loop. */
	raw(): Promise<Buffer>;
}

/**
 * Asked once, after the whole message has been handed over and before the dot that makes the server take it. 'go' only
 * when it is written down durably that the dot is about to be sent.
 */
export type Gate = () => Promise<'go' | 'stop'>;

/** What came of offering a message over one connection. */
export interface Offered {
	outcome: SendOutcome;
	/** Whether the connection can carry another message; `reset` first after a refusal. */
	connection: 'ready' | 'reset' | 'dead';
	/** The failure came before the server said anything about this message. */
	untouched: boolean;
}

/**
 * Offers one message over a connection. The body is a stream that ends only when the gate has said go: until then the
 * server must throw away what it has, and cutting the connection is safe.
 */
export async function offer(
	connection: SmtpConnection,
	parcel: Omit<Parcel, 'raw'> & { raw: Buffer },
	gate: Gate,
): Promise<Offered> {
	let dot: 'before' | 'asked' | 'written' | 'stopped' = 'before';
	let over = false;
	async function* body(): AsyncGenerator<Buffer> {
		yield parcel.raw;
		dot = 'asked';
		const answer = await gate();
		if (over || answer === 'stop') {
			dot = 'stopped';
			// Ending in good order would send the dot.
			throw new Error('taken back before the final dot');
		}
		dot = 'written';
	}
	const stream = Readable.from(body(), { objectMode: false, highWaterMark: parcel.raw.length + 1 });
	const envelope = { from: parcel.from, to: [parcel.to], size: parcel.raw.length };
	return await new Promise((resolve) => {
		connection.send(envelope, stream, (error, info) => {
			over = true;
			if (!error && dot === 'written') {
				const { response = '', serverMessageId } = info;
				resolve({
					outcome: {
						kind: 'accepted',
						reply: response,
						...(serverMessageId && { serverMessageId }),
					},
					connection: 'ready',
					untouched: false,
				});
				return;
			}
			const failure = error
				? failureOf(error)
				: { message: 'The server answered before the message had ended.' };
			const phase = phaseOf(failure.command);
			// A refusal before the body, or after all of it, leaves the conversation in good order.
			const polite =
				failure.response !== undefined &&
				/^[45]\d\d[ -]/.test(failure.response) &&
				!failure.response.startsWith('421');
			const between =
				dot === 'before' && (phase === 'mail' || phase === 'recipient' || phase === 'data');
			const usable = polite && (between || dot === 'written');
			if (!usable) {
				connection.close();
				stream.destroy();
			}
			resolve({
				outcome: outcomeOf(),
				connection: usable ? 'reset' : 'dead',
				untouched: dot === 'before' && failure.response === undefined,
			});

			function outcomeOf(): SendOutcome {
				if (dot === 'stopped') return { kind: 'stopped', why: 'Taken back before the final dot.' };
				// An acceptance before the dot is against the rules; who says so may well have the message.
				if (!error) return { kind: 'uncertain', why: failure.message };
				return judge(failure, phase, dot === 'written');
			}
		});
	});
}
