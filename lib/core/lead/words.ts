import type { Lead } from './lead';

/** A key of ours as people read it, e.g. 'keptAccount' as 'Kept account'. */
export function keyInWords(key: string): string {
	const text = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a lead is called where people see it: its name, else the company, an address, a number, the id. */
export function nameOf({ fullName, company, email, phoneE164, leadId }: Lead): string {
	return fullName ?? company ?? email ?? phoneE164 ?? leadId;
}
