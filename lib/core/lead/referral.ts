/**
 * The code by which a lead recommends us: the last eight characters of its id, 40 bits of chance in Crockford's base 32, short enough to
 * be read out.
 *
 * @example
 * ownCode('01ARZ3NDEKTSV4RRFFQ69G5FAV') //=> 'Q69G5FAV'
 */
export function ownCode(leadId: string): string {
	return leadId.slice(-8);
}

/** A code as it is looked up: people write it in small letters and with spaces. Undefined for what cannot be one of ours. */
export function codeKey(given: string): string | undefined {
	const code = given.replace(/[\s-]/gu, '').toUpperCase();
	return /^([0-9A-Z]{8}|[0-9A-Z]{26})$/u.test(code) ? code : undefined;
}

/** Links that were sent before leads had codes carry the id of the lead. */
export function isLeadId(code: string): boolean {
	return code.length === 26;
}
