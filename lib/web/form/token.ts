import { seal, unseal, type TokenKey } from '../tokens';

/** What a form's token says: which form was shown, when (milliseconds since the epoch), and its own number. */
export interface FormTicket {
	form: string;
	shownAt: number;
	id: string;
}

/** So long a form may stay open before it has to be sent once more. */
export const ticketMs = 86_400_000;

/** The token of a form that is shown now. It is bound to the form and to nothing of the visitor: no cookie, no address. */
export function formToken(keys: readonly TokenKey[], { form, shownAt, id }: FormTicket): string {
	return seal(keys, 'form', { f: form, t: String(shownAt), n: id });
}

/** Opens a token of this form; undefined for anything that we did not make for it. Its age is for the caller to judge. */
export function readFormToken(
	keys: readonly TokenKey[],
	form: string,
	token: string,
	now: number,
): FormTicket | undefined {
	const claims = unseal(keys, 'form', token, now);
	const shownAt = Number(claims?.['t']);
	const id = claims?.['n'];
	if (claims?.['f'] !== form || !Number.isFinite(shownAt) || !id) return undefined;
	return { form, shownAt, id };
}

/** What a link to a file says; it is good for a day. */
export function fileToken(
	keys: readonly TokenKey[],
	{ form, leadId, id }: { form: string; leadId?: string; id: string },
	now: number,
): string {
	const claims = { file: form, n: id, ...(leadId ? { l: leadId } : {}) };
	return seal(keys, 'form', claims, now + ticketMs);
}

/** Opens a link to a file of this form. */
export function readFileToken(
	keys: readonly TokenKey[],
	form: string,
	token: string,
	now: number,
): { leadId?: string; id: string } | undefined {
	const claims = unseal(keys, 'form', token, now);
	const [id, leadId] = [claims?.['n'], claims?.['l']];
	if (claims?.['file'] !== form || !id) return undefined;
	return { id, ...(leadId ? { leadId } : {}) };
}
