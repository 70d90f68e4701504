/** Whether one insertion, deletion, replacement or swap of neighbours makes two texts of at least three characters equal. */
export function isOneSlip(a: string, b: string): boolean {
	const shorter = a.length <= b.length ? a : b;
	const longer = shorter === a ? b : a;
	const extra = longer.length - shorter.length;
	if (extra > 1 || shorter.length < 3) return false;
	let at = 0;
	while (at < shorter.length && shorter.charCodeAt(at) === longer.charCodeAt(at)) at += 1;
	if (extra === 1) return isSame(shorter, at, longer, at + 1);
	if (isSame(shorter, at + 1, longer, at + 1)) return true;
	const swapped =
		shorter.charCodeAt(at) === longer.charCodeAt(at + 1) &&
		shorter.charCodeAt(at + 1) === longer.charCodeAt(at);
	return swapped && isSame(shorter, at + 2, longer, at + 2);
}

/** Whether two texts are the same from the given places on. */
function isSame(a: string, fromA: number, b: string, fromB: number): boolean {
	for (let i = fromA, j = fromB; i < a.length; i += 1, j += 1) {
		if (a.charCodeAt(i) !== b.charCodeAt(j)) return false;
	}
	return true;
}
