import net from 'node:net';

/**
 * How the server misbehaves. Each mode is one way in which real servers fail; the name says where in the conversation.
 * A mode is used for the first `times` messages (or connections), then the server is well again.
 */
export type Fault =
	| 'none'
	| 'refuse'
	| 'noBanner'
	| 'banner421'
	| 'banner554'
	| 'slowBanner'
	| 'ehlo500'
	| 'auth535'
	| 'auth454'
	| 'starttlsRefused'
	| 'starttlsGarbage'
	| 'mail451'
	| 'mail550'
	| 'rcpt450'
	| 'rcpt550'
	| 'rcpt550bare'
	| 'rcpt552full'
	| 'rcpt550policy'
	| 'rcpt550closed'
	| 'rcpt550dkim'
	| 'rcpt452'
	| 'data354Hang'
	| 'data451'
	| 'midDataFin'
	| 'midDataRst'
	| 'finAfterData'
	| 'rstAfterData'
	| 'hangAfterData'
	| 'slow250'
	| 'slow3'
	| 'after451'
	| 'after452'
	| 'after550'
	| 'after554'
	| 'after421'
	| 'okThenRst'
	| 'multiline250'
	| 'garbage250'
	| 'half250'
	| 'tooManyConnections'
	| 'early250';

export interface ReceivedMail {
	from: string;
	to: string[];
	raw: string;
	messageId: string;
	/** The server said yes to it, whether or not the answer arrived. */
	acknowledged: boolean;
}

export interface FaultServer {
	port: number;
	/** Messages whose final dot arrived. */
	received: ReceivedMail[];
	/** How often a final dot arrived for a Message-ID: what a recipient would have in the mailbox at most. */
	count(messageId: string): number;
	connections(): number;
	peak(): number;
	/** How many connections there ever were. */
	opened(): number;
	/** How many messages came to their final dot, taken or not. */
	offered(): number;
	/** Settles when the next message comes to its final dot. */
	nextDot(): Promise<void>;
	set(fault: Fault, times?: number): void;
	close(): Promise<void>;
}

/** A real SMTP server on this machine that misbehaves on command and remembers every message that reached its end. */
export async function faultServer(fault: Fault = 'none', times = Infinity): Promise<FaultServer> {
	let mode = fault;
	let left = times;
	let peak = 0;
	let offered = 0;
	let opened = 0;
	const received: ReceivedMail[] = [];
	const sockets = new Set<net.Socket>();
	const waiting: Array<() => void> = [];
	const use = (wanted: Fault) => {
		if (mode !== wanted || left <= 0) return false;
		left--;
		return true;
	};

	const server = net.createServer((socket) => {
		sockets.add(socket);
		opened++;
		peak = Math.max(peak, sockets.size);
		socket.on('close', () => sockets.delete(socket));
		socket.on('error', () => undefined);
		converse(socket);
	});

	function converse(socket: net.Socket): void {
		let buffer = '';
		let inData = false;
		let authStep = 0;
		let cutAtData = false;
		let from = '';
		let to: string[] = [];
		const say = (line: string) => {
			if (!socket.destroyed) socket.write(`${line}\r\n`);
		};
		if (use('refuse')) return void socket.resetAndDestroy();
		if (use('noBanner')) return;
		if (use('banner421')) return void socket.end('421 4.3.2 Service not available\r\n');
		if (use('banner554')) return void socket.end('554 5.7.1 Your address is blocked\r\n');
		if (mode === 'tooManyConnections' && left > 0 && sockets.size > 1) {
			return void socket.end('421 4.7.0 Too many connections from your address\r\n');
		}
		if (use('slowBanner')) setTimeout(() => say('220 fault.test ESMTP'), 150);
		else say('220 fault.test ESMTP');

		const endOfData = () => {
			inData = false;
			offered++;
			for (const wake of waiting.splice(0)) wake();
			const raw = buffer.slice(0, buffer.indexOf('\r\n.\r\n') + 2).replace(/^\.\./gm, '.');
			buffer = buffer.slice(buffer.indexOf('\r\n.\r\n') + 5);
			const messageId = /^Message-ID:\s*(<[^>]+>)/im.exec(raw)?.[1] ?? '';
			const mail = { from, to, raw, messageId, acknowledged: false };
			const take = () => received.push({ ...mail, acknowledged: true });
			const keep = () => received.push(mail);
			if (use('finAfterData')) return (keep(), void socket.end());
			if (use('rstAfterData')) return (keep(), void socket.resetAndDestroy());
			if (use('hangAfterData')) return void keep();
			if (use('after451')) return say('451 4.3.0 Try again later');
			if (use('after452')) return say('452 4.2.2 Mailbox full');
			if (use('after550')) return say('550 5.6.0 Message refused');
			if (use('after554')) return say('554 5.7.1 Message looks like spam');
			if (use('after421')) return void socket.end('421 4.3.2 Closing\r\n');
			if (use('half250')) return (keep(), void socket.end('25'));
			if (use('garbage250')) return (keep(), say('%%% what 250'));
			take();
			if (use('slow250')) return void setTimeout(() => say('250 2.0.0 Queued'), 200);
			if (mode === 'slow3') return void setTimeout(() => say('250 2.0.0 Queued'), 3);
			if (use('okThenRst')) {
				return void socket.write('250 2.0.0 Queued\r\n', () =>
					setTimeout(() => socket.resetAndDestroy(), 20),
				);
			}
			if (use('multiline250')) return say('250-2.0.0 Queued\r\n250 2.0.0 as 12345');
			say('250 2.0.0 Queued as 12345');
		};

		const command = (line: string) => {
			if (authStep > 0) return ((authStep = 0), say('235 2.7.0 Welcome'));
			const verb = line.slice(0, 4).toUpperCase();
			if (verb === 'EHLO') {
				if (use('ehlo500')) return say('500 What?');
				const tls = mode.startsWith('starttls') && left > 0 ? ['250-STARTTLS'] : [];
				return say(
					[
						'250-fault.test',
						...tls,
						'250-AUTH PLAIN LOGIN',
						'250-ENHANCEDSTATUSCODES',
						'250 8BITMIME',
					].join('\r\n'),
				);
			}
			if (verb === 'HELO') return say('250 fault.test');
			if (verb === 'STAR') {
				if (use('starttlsGarbage')) return say('220 Go\r\nthis is no TLS at all');
				use('starttlsRefused');
				return say('454 4.7.0 TLS not available');
			}
			if (verb === 'AUTH') {
				if (use('auth535')) return say('535 5.7.8 Wrong password');
				if (use('auth454')) return say('454 4.7.0 Temporary authentication failure');
				return say('235 2.7.0 Welcome');
			}
			if (verb === 'MAIL') {
				if (use('mail451')) return say('451 4.3.0 Not now');
				if (use('mail550')) return say('550 5.1.8 Sender refused');
				from = /<([^>]*)>/.exec(line)?.[1] ?? '';
				to = [];
				return say('250 2.1.0 OK');
			}
			if (verb === 'RCPT') {
				if (use('rcpt450')) return say('450 4.2.1 Greylisted');
				if (use('rcpt452')) return say('452 4.5.3 Too many recipients');
				if (use('rcpt550')) return say('550 5.1.1 No such user');
				if (use('rcpt550bare')) return say('550 Rejected');
				if (use('rcpt552full')) return say('552 5.2.2 Mailbox full');
				if (use('rcpt550closed')) return say('550 5.7.133 Only members may write to this group');
				if (use('rcpt550dkim')) return say('550 5.7.20 No passing DKIM signature found');
				if (use('rcpt550policy')) return say('550 5.7.1 Blocked by policy');
				to.push(/<([^>]*)>/.exec(line)?.[1] ?? '');
				return say('250 2.1.5 OK');
			}
			if (verb === 'DATA') {
				if (use('data451')) return say('451 4.3.0 Not now');
				if (use('data354Hang')) return;
				inData = true;
				say('354 Go ahead');
				if (use('midDataFin')) socket.end();
				cutAtData = use('midDataRst');
				if (use('early250')) say('250 2.0.0 Already fine');
				return;
			}
			if (verb === 'RSET') return say('250 2.0.0 OK');
			if (verb === 'QUIT') return void socket.end('221 2.0.0 Bye\r\n');
			say('502 5.5.1 What?');
		};

		socket.setNoDelay(true);
		socket.setEncoding('latin1');
		socket.on('data', (chunk) => {
			if (inData && cutAtData) return void socket.resetAndDestroy();
			buffer += String(chunk);
			for (;;) {
				if (inData) {
					if (!buffer.includes('\r\n.\r\n')) return;
					endOfData();
					continue;
				}
				const end = buffer.indexOf('\r\n');
				if (end < 0) return;
				const line = buffer.slice(0, end);
				buffer = buffer.slice(end + 2);
				command(line);
			}
		});
	}

	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	return {
		port,
		received,
		count: (messageId) => received.filter((mail) => mail.messageId === messageId).length,
		connections: () => sockets.size,
		peak: () => peak,
		opened: () => opened,
		offered: () => offered,
		nextDot: async () => await new Promise((resolve) => waiting.push(resolve)),
		set(next, howOften = Infinity) {
			mode = next;
			left = howOften;
		},
		async close() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
