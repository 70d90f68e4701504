import net from 'node:net';

/**
 * An SMTP server that takes everything at once and only counts, in a process of its own so that it costs neither contender
 * anything. Says its port; answers 'NOOP' with how many messages it has taken.
 */
let taken = 0;

const server = net.createServer((socket) => {
	let text = '';
	let inData = false;
	// Answers leave at once, as those of real servers do; else both contenders wait for the network's timers.
	socket.setNoDelay(true);
	socket.setEncoding('latin1');
	socket.on('error', () => undefined);
	socket.write('220 sink.test ESMTP\r\n');
	socket.on('data', (chunk) => {
		text += String(chunk);
		for (;;) {
			const mark = inData ? '\r\n.\r\n' : '\r\n';
			const end = text.indexOf(mark);
			if (end < 0) return;
			const line = text.slice(0, end);
			text = text.slice(end + mark.length);
			socket.write(inData ? accepted() : answer(line));
			inData = !inData && /^DATA/i.test(line);
			if (/^QUIT/i.test(line)) socket.end();
		}
	});
});

function accepted(): string {
	taken++;
	return '250 2.0.0 Queued\r\n';
}

function answer(line: string): string {
	switch (line.slice(0, 4).toUpperCase()) {
		case 'EHLO':
			return '250-sink.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES\r\n';
		case 'DATA':
			return '354 Go ahead\r\n';
		case 'NOOP':
			return `250 ${taken}\r\n`;
		case 'QUIT':
			return '221 2.0.0 Bye\r\n';
		default:
			return '250 2.1.0 OK\r\n';
	}
}

server.listen(0, '127.0.0.1', () => {
	const address = server.address();
	process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : 0}\n`);
});
