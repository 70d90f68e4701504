/** Requests that a library would not send: lengths that contradict each other, bare line ends, bytes in the wrong places. */
export function rawRequests(url: string): Array<{ name: string; bytes: string }> {
	const { host, pathname } = new URL(url);
	const json = '{"email":"raw@example.com"}';
	const head = (more: string, line = `POST ${pathname} HTTP/1.1`) =>
		`${line}\r\nHost: ${host}\r\nContent-Type: application/json\r\n${more}`;
	const length = `Content-Length: ${json.length}\r\n`;
	const cases: Array<[string, string]> = [
		['two lengths', head(`${length}Content-Length: 3\r\n\r\n${json}`)],
		['length and chunked', head(`${length}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n${json}`)],
		['chunk too big', head(`Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n${json}`)],
		['chunk of no size', head(`Transfer-Encoding: chunked\r\n\r\nzz\r\n${json}`)],
		[
			'chunk extension',
			head(`Transfer-Encoding: chunked\r\n\r\n1b;${'x'.repeat(20_000)}\r\n${json}\r\n0\r\n\r\n`),
		],
		['odd coding', head(`Transfer-Encoding: x, chunked\r\n\r\n1b\r\n${json}\r\n0\r\n\r\n`)],
		['length below nothing', head(`Content-Length: -1\r\n\r\n${json}`)],
		['length as text', head(`Content-Length: 1e2\r\n\r\n${json}`)],
		['too short a length', head(`Content-Length: 5\r\n\r\n${json}`)],
		['no host', `POST ${pathname} HTTP/1.1\r\n${length}\r\n${json}`],
		['two hosts', head(`Host: evil.example\r\n${length}\r\n${json}`)],
		['folded header', head(`X: a\r\n b\r\n${length}\r\n${json}`)],
		['bare line ends', head(`${length}\r\n${json}`).replaceAll('\r\n', '\n')],
		['NUL in a header', head(`User-Agent: a\0b\r\n${length}\r\n${json}`)],
		[
			'bytes in a header',
			head(`User-Agent: \xff\xfe\xc0\r\nReferer: \xff\r\nOrigin: \xfe\r\n${length}\r\n${json}`),
		],
		['bytes in the path', head(`${length}\r\n${json}`, `POST ${pathname}?x=\xff\xfe HTTP/1.1`)],
		['a long line', head(`${length}\r\n${json}`, `GET ${pathname}?${'a'.repeat(70_000)} HTTP/1.1`)],
		[
			'many headers',
			head(
				`${Array.from({ length: 3000 }, (_value, index) => `X-${index}: 1\r\n`).join('')}${length}\r\n${json}`,
			),
		],
		[
			'an absolute address',
			head(`${length}\r\n${json}`, `POST http://evil.example${pathname} HTTP/1.1`),
		],
		['HTTP/0.9', `POST ${pathname}\r\n\r\n`],
		['HTTP/9.9', head(`${length}\r\n${json}`, `POST ${pathname} HTTP/9.9`)],
		['no such method', head(`${length}\r\n${json}`, `LEAD ${pathname} HTTP/1.1`)],
		['expects to go on', head(`Expect: 100-continue\r\n${length}\r\n${json}`)],
		['expects the odd', head(`Expect: lead\r\n${length}\r\n${json}`)],
		[
			'upgrades',
			head(
				`Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n${length}\r\n${json}`,
			),
		],
		['not HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
	];
	return cases.map(([name, bytes]) => ({ name, bytes }));
}
