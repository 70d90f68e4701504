import { type Socket, createServer } from 'node:net';

/** An IMAP server with one folder that nothing ever comes into. */
export interface EmptyMailbox {
	readonly port: number;
	stop(): Promise<void>;
}

/** What it says before it says OK, by command. */
const answers: Readonly<Record<string, readonly string[]>> = {
	CAPABILITY: ['* CAPABILITY IMAP4rev1 IDLE UIDPLUS'],
	LIST: ['* LIST (\\HasNoChildren) "/" "INBOX"'],
	SELECT: ['* FLAGS (\\Seen)', '* 0 EXISTS', '* 0 RECENT', ...numbers()],
	EXAMINE: ['* FLAGS (\\Seen)', '* 0 EXISTS', '* 0 RECENT', ...numbers()],
	STATUS: ['* STATUS "INBOX" (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 1)'],
	SEARCH: ['* SEARCH'],
	LOGOUT: ['* BYE'],
};

function numbers(): string[] {
	return ['* OK [UIDVALIDITY 1] valid', '* OK [UIDNEXT 1] next'];
}

/** Starts it on a free port of this machine; every name and password is right. */
export async function emptyMailbox(): Promise<EmptyMailbox> {
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		socket.on('error', () => socket.destroy());
		socket.write('* OK ready\r\n');
		let rest = '';
		let idle = '';
		socket.on('data', (chunk) => {
			const lines = (rest + chunk.toString('utf8')).split('\r\n');
			rest = lines.pop() ?? '';
			for (const line of lines) {
				const [tag = '', ...words] = line.split(' ');
				const command = (words[0] === 'UID' ? words[1] : words[0])?.toUpperCase() ?? '';
				if (line.toUpperCase() === 'DONE') socket.write(`${idle} OK done\r\n`);
				else if (command === 'IDLE') {
					idle = tag;
					socket.write('+ idling\r\n');
				} else {
					for (const said of answers[command] ?? []) socket.write(`${said}\r\n`);
					const how = command === 'SELECT' ? '[READ-WRITE] ' : '';
					socket.write(`${tag} OK ${how}${command} done\r\n`);
				}
			}
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const address = server.address();
	return {
		port: typeof address === 'object' && address ? address.port : 0,
		stop: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise<void>((done) => server.close(() => done()));
		},
	};
}
