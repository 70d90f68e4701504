import { compileStep, type StepTexts } from '../../../core/nurture/content';
import { escapeHtml } from '../../../core/nurture/merge';
import type { LetterField } from '../../../core/nurture/mergeFields';
import { messageKinds } from '../../../core/nurture/sequence';
import type { Enrolment, Sequence, Step } from '../../../core/nurture/types';
import { variantOf } from '../../../core/nurture/variant';
import type { Lead } from '../../../core/lead/lead';
import { displayName, domainOf, readAddress, type Mail } from '../../../mail';
import { footerWords } from './footer';
import type { Mailing } from '../mailing';

/** A message to be written. */
export interface LetterRequest {
	lead: Lead;
	enrolment: Enrolment;
	sequence: Sequence;
	step: Step;
	variant: 'A' | 'B';
	deliveryId: string;
	messageId: string;
	/** Milliseconds since the epoch. */
	at: number;
}

/** The finished mail, or why it cannot be written. */
export type LetterResult =
	| { kind: 'written'; mail: Mail }
	| { kind: 'missing'; fields: string[] }
	/** The lead's address is not one that mail can be sent to. */
	| { kind: 'unreachable' };

/** Writes the mails of one run; texts are compiled once per step and variant. */
export function letterWriter(mailing: Mailing): (request: LetterRequest) => LetterResult {
	const compiled = new Map<string, StepTexts>();
	const textsOf = (sequence: Sequence, step: Step, variant: 'A' | 'B'): StepTexts => {
		const key = JSON.stringify([sequence.name, sequence.version, step.stepId, variant]);
		const texts = compiled.get(key) ?? compileStep(step, variant);
		compiled.set(key, texts);
		return texts;
	};
	return (request) => {
		const { lead, sequence, step, variant, deliveryId } = request;
		const message = {
			leadId: lead.leadId,
			email: lead.email ?? '',
			deliveryId,
			sequence: sequence.name,
		};
		const links = mailing.links?.(message) ?? {};
		const mailto = unsubscribeByMail(mailing, deliveryId);
		const values = letterValues(mailing, request, links.unsubscribeUrl ?? mailto, links);
		const result = textsOf(sequence, step, variant).render(lead, values);
		if (result.kind === 'missing') return { kind: 'missing', fields: result.fields };
		const { content } = result;
		const subject = content.subject || threadSubject(request, textsOf, values);
		if (subject === undefined) return { kind: 'missing', fields: ['subject'] };
		const unsubscribe = values.unsubscribeUrl ?? mailto;
		const footer = footerOf(content.text, lead.language, {
			postalAddress: mailing.postalAddress,
			unsubscribe,
			...(sequence.purpose === 'marketing' && { preferences: links.preferencesUrl }),
		});
		const html = withFooter(content.html, footer.html);
		const thread = step.sameThread === true && request.enrolment.lastMessageId !== undefined;
		const address = readAddress(lead.email ?? '');
		if (address.kind === 'wrong') return { kind: 'unreachable' };
		const name = displayName(nameOf(lead));
		const to = mailing.testTo ?? { address: address.mailbox.address, ...(name && { name }) };
		return {
			kind: 'written',
			mail: {
				from: mailing.from,
				to,
				...(mailing.replyTo && { replyTo: mailing.replyTo }),
				subject:
					mailing.testTo === undefined
						? subject
						: `[Test for ${lead.email ?? lead.leadId}] ${subject}`,
				...(content.preheader !== undefined && { preheader: content.preheader }),
				text: `${content.text.trim()}\n${footer.text}`,
				html: mailing.decorate?.(html, message) ?? html,
				...(lead.language !== undefined && { language: lead.language }),
				messageId: request.messageId,
				date: request.at,
				...(thread && { thread: [request.enrolment.lastMessageId ?? ''] }),
				unsubscribe: { ...(links.unsubscribeUrl && { https: links.unsubscribeUrl }), mailto },
				feedbackId: feedbackId(
					sequence.name,
					sequence.version,
					step.stepId,
					domainOf(mailing.from.address),
				),
			},
		};
	};
}

function letterValues(
	mailing: Mailing,
	{ lead, at }: LetterRequest,
	unsubscribeUrl: string,
	links: ReturnType<NonNullable<Mailing['links']>>,
): Partial<Record<LetterField, string>> {
	const values: Partial<Record<LetterField, string | undefined>> = {
		senderName: mailing.from.name ?? mailing.from.address,
		senderEmail: mailing.from.address,
		postalAddress: mailing.postalAddress,
		ownerName: lead.owner?.replace(/@.*$/, ''),
		ownerEmail: lead.owner?.includes('@') === true ? lead.owner : undefined,
		today: new Date(at).toISOString(),
		...links,
		unsubscribeUrl,
	};
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** A follow-up in the same thread without a subject of its own repeats the one before, as mail programs do. */
function threadSubject(
	{ sequence, step, lead }: LetterRequest,
	textsOf: (sequence: Sequence, step: Step, variant: 'A' | 'B') => StepTexts,
	values: Partial<Record<LetterField, string>>,
): string | undefined {
	const index = sequence.steps.indexOf(step);
	const before = sequence.steps
		.slice(0, Math.max(0, index))
		.findLast((one) => messageKinds.includes(one.kind) && Boolean(one.subject));
	if (before === undefined) return undefined;
	const variant =
		before.variantB === undefined ? 'A' : variantOf(lead.leadId, sequence.name, before.stepId);
	const result = textsOf(sequence, before, variant).render(lead, values);
	return result.kind === 'done' ? `Re: ${result.content.subject}` : undefined;
}

/** A mail that unsubscribes; the delivery says who, so that no address stands in it. */
function unsubscribeByMail({ replyTo, from }: Mailing, deliveryId: string): string {
	return `mailto:${(replyTo ?? from).address}?subject=unsubscribe%20${encodeURIComponent(deliveryId)}`;
}

/** Whoever sends, and the ways out; each left away where the author has written it already. */
function footerOf(
	text: string,
	language: string | undefined,
	parts: { postalAddress?: string; unsubscribe: string; preferences?: string },
): { text: string; html: string } {
	const words = footerWords(language);
	const isNew = (part: string | undefined): part is string =>
		part !== undefined && !text.includes(part);
	const address = isNew(parts.postalAddress) ? [parts.postalAddress] : [];
	const links = (['unsubscribe', 'preferences'] as const).flatMap((name) => {
		const url = parts[name];
		return isNew(url) ? [{ word: words[name], url }] : [];
	});
	if (address.length + links.length === 0) return { text: '', html: '' };
	const lines = [...address, ...links.map(({ word, url }) => `${word}: ${url}`)];
	const anchors = links.map(
		({ word, url }) => `<a href="${escapeHtml(url)}" style="color:#666666">${word}</a>`,
	);
	const shown = [
		...address.map((one) => escapeHtml(one).replace(/\n/g, '<br>')),
		...(anchors.length > 0 ? [anchors.join(' · ')] : []),
	];
	return {
		text: `\n-- \n${lines.join('\n')}\n`,
		html: `<p class="foot" style="color:#666666;font-size:13px;margin-top:32px">${shown.join('<br>')}</p>`,
	};
}

function withFooter(html: string, footer: string): string {
	if (/<\/body>/i.test(html)) return html.replace(/<\/body>/i, (tag) => `${footer}\n${tag}`);
	return `${html}\n${footer}`;
}

function feedbackId(name: string, version: number, stepId: string, domain: string): string {
	const part = (text: string) => text.replace(/[^A-Za-z0-9_.-]+/g, '-').slice(0, 40);
	return `${part(name)}-${version}:${part(stepId)}:nurture:${part(domain)}`;
}

function nameOf({ fullName, firstName, lastName }: Lead): string {
	return fullName ?? [firstName, lastName].filter((part) => part !== undefined).join(' ');
}
