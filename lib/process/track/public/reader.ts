import type { StoredLead } from '../../../store/port';
import { readerWords } from '../../../core/nurture/words';
import type { FormLanguage } from '../../../core/form/words';
import type { MessageRef } from '../../../web/links';
import type { ReaderPage } from '../../../web/readerPages';
import { resolveLeads } from '../resolve';
import type { PublicContext, PublicRequest } from './types';

/** Somebody who reads our mails, and how their pages speak to them. */
export interface Reader extends ReaderPage {
	language: FormLanguage;
	/** Absent where the lead is gone. */
	stored?: StoredLead;
}

/** Who a mail was sent to; a merged lead is its survivor. Their own language counts, else the browser's, else the business's. */
export async function readerOf(
	context: PublicContext,
	request: PublicRequest,
	{ leadId, email }: MessageRef,
): Promise<Reader> {
	const { resolved, leads } = await resolveLeads(context.store, [{ leadId }], () => undefined);
	const [found] = resolved;
	const stored = found?.kind === 'lead' ? leads.get(found.leadId) : undefined;
	const browser = request.language?.split(/[,;]/)[0]?.trim();
	return {
		...readerWords(stored?.lead.language ?? (browser || context.settings.language)),
		address: hiddenAddress(email),
		name: context.options.look.name ?? context.settings.name,
		...(stored && { stored }),
	};
}

/** 'a…@example.com': whoever was forwarded the mail need not read the address. */
export function hiddenAddress(email: string): string {
	const at = email.lastIndexOf('@');
	return at > 0 ? `${email.slice(0, 1)}…${email.slice(at)}` : email;
}
