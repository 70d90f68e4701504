import { isIP } from 'node:net';

/**
 * The address of a visitor and the network around it, for limits: IPv4 by itself and by /24, IPv6 by /64 (one household) and
 * /48. Undefined for addresses of private networks: there it is the proxy's, and everybody would share one limit.
 */
export function visitorKeys(ip: string): { one: string; net: string } | undefined {
	const plain = ip.replace(/^::ffff:(?=\d+\.)/iu, '').replace(/%.*$/u, '');
	const version = isIP(plain);
	if (version === 4) {
		if (/^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\./u.test(plain)) return undefined;
		return { one: plain, net: `${plain.split('.').slice(0, 3).join('.')}.0/24` };
	}
	if (version !== 6 || /^(::1?$|f[cd]|fe[89ab])/iu.test(plain)) return undefined;
	const groups = expanded(plain);
	return {
		one: `${groups.slice(0, 4).join(':')}::/64`,
		net: `${groups.slice(0, 3).join(':')}::/48`,
	};
}

function expanded(address: string): string[] {
	const [head = '', tail] = address.toLowerCase().split('::');
	const left = head === '' ? [] : head.split(':');
	const right = tail === undefined || tail === '' ? [] : tail.split(':');
	const middle =
		tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
	return [...left, ...middle, ...right].map((group) => group.replace(/^0+(?=.)/u, ''));
}
