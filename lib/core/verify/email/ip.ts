/** Whether a text is an IPv4 address in dotted decimal form, each part 0–255. */
export function isIpV4(text: string): boolean {
	const parts = text.split('.');
	return (
		parts.length === 4 && parts.every((part) => /^[0-9]{1,3}$/.test(part) && Number(part) <= 255)
	);
}

/** Whether a text is an IPv6 address by RFC 4291 2.2, with '::' at most once and an IPv4 tail allowed. */
export function isIpV6(text: string): boolean {
	if (text.length > 45) return false;
	const halves = text.split('::');
	if (halves.length > 2) return false;
	const groups = halves.map((half, index) => countGroups(half, index === halves.length - 1));
	if (groups.some((count) => count === undefined)) return false;
	const total = groups.reduce<number>((sum, count) => sum + (count ?? 0), 0);
	return halves.length === 2 ? total <= 7 : total === 8;
}

function countGroups(text: string, last: boolean): number | undefined {
	if (text === '') return 0;
	const parts = text.split(':');
	let count = 0;
	for (const [index, part] of parts.entries()) {
		const tail = last && index === parts.length - 1;
		if (/^[0-9a-f]{1,4}$/i.test(part)) count += 1;
		else if (tail && isIpV4(part)) count += 2;
		else return undefined;
	}
	return count;
}
