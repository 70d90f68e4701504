import type { ScrubLead } from './types';

/** The whole name of a lead in lower case, single spaces, without marks on Latin letters; '' where there is none. */
export function nameOf(lead: ScrubLead): string {
	const parts = [lead.firstName, lead.middleName, lead.lastName].filter((part) => part?.trim());
	return fold(parts.length > 0 ? parts.join(' ') : (lead.fullName ?? ''));
}

/** Lower case, single spaces, Latin letters without marks, cut at 300 characters. */
export function fold(text: string): string {
	return text
		.slice(0, 300)
		.normalize('NFD')
		.replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
		.normalize('NFC')
		.toLowerCase()
		.replace(/\s+/gu, ' ')
		.trim();
}

/** What the sender wrote freely, at most 5,000 characters. */
export function writtenBy(lead: ScrubLead): string {
	return [lead.message, lead.need, lead.notes]
		.filter((text) => typeof text === 'string')
		.join('\n')
		.slice(0, 5000);
}

/** The words of a text: runs of letters and digits. */
export function wordsOf(text: string): string[] {
	return text.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '');
}
