import { asksToStop } from './asksToStop';
import { readAutoReply, type AutoReply } from './autoReply';
import { readBounce, type BouncedRecipient } from './bounce';
import { readComplaint } from './complaint';
import { readNotification } from './notification';
import { messageIdsIn, type Mail } from './mail';

/** What a mail that came in means for the lead process. */
export type MailVerdict =
	| (About & { kind: 'bounce' | 'delivered' | 'delayed'; recipients: BouncedRecipient[] })
	| (About & { kind: 'complaint'; recipients: BouncedRecipient[]; feedbackType: string })
	| (About & AutoReply & { kind: 'autoReply' })
	/** Somebody asks to be taken off by mail. */
	| (About & { kind: 'unsubscribe' })
	/** Answers something, as far as the mail itself says. */
	| (About & { kind: 'reply' })
	| (About & { kind: 'other' });

/** Which mails of ours it may be about, the most telling first. */
export interface About {
	/** Message-IDs with angle brackets. */
	messageIds: string[];
	/** Headers of the mail that was sent back. */
	original?: Array<{ name: string; value: string }>;
}

/**
 * Says what a mail is. Reports of delivery come first: many of them also call themselves automatic answers; then
 * complaints, requests to be taken off, automatic answers, and answers of people. Ordinary mail is `other`.
 *
 * @param now milliseconds since the epoch, for dates without a year in absence notes
 */
export function readMail(mail: Mail, now = mail.date ?? 0): MailVerdict {
	const complaint = readComplaint(mail);
	if (complaint) {
		const recipients = complaint.recipients.map((address) => ({
			address,
			reason: 'unknown' as const,
		}));
		return {
			kind: 'complaint',
			feedbackType: complaint.feedbackType,
			recipients,
			...aboutReturned(mail, complaint.original),
		};
	}
	const notified = readNotification(mail);
	if (notified) {
		const { kind, recipients, original } = notified;
		const about = aboutReturned(mail, original);
		return kind === 'complaint'
			? { kind, feedbackType: 'abuse', recipients, ...about }
			: { kind, recipients, ...about };
	}
	const bounce = readBounce(mail);
	if (bounce)
		return {
			kind: bounce.kind,
			recipients: bounce.recipients,
			...aboutReturned(mail, bounce.original),
		};
	const about: About = {
		messageIds: [...new Set([...mail.inReplyTo, ...mail.references.toReversed()])],
	};
	const automatic = readAutoReply(mail, now);
	if (automatic) return { kind: 'autoReply', ...automatic, ...about };
	if (asksToStop(mail, ownWords(mail.text))) return { kind: 'unsubscribe', ...about };
	return {
		kind:
			about.messageIds.length > 0 || /^\s*(?:re|aw|sv|antw)\s*:/i.test(mail.subject)
				? 'reply'
				: 'other',
		...about,
	};
}

function aboutReturned(mail: Mail, original: Array<{ name: string; value: string }>): About {
	const ids = original
		.filter(({ name }) => name === 'message-id')
		.flatMap(({ value }) => messageIdsIn(value));
	return { messageIds: [...new Set([...ids, ...mail.inReplyTo, ...mail.references])], original };
}

/** What the sender wrote above the mail that is quoted. */
export function ownWords(text: string): string {
	const lines: string[] = [];
	for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
		if (/^\s*>/.test(line) || /^\s*-{2,}\s*$/.test(line) || quoteStarts.test(line)) break;
		lines.push(line);
	}
	return lines.join('\n').trim();
}

const quoteStarts =
	/^\s*(?:on .{5,120} wrote:|am .{5,120} schrieb.*:|le .{5,120} a écrit.*:|el .{5,120} escribió:|il .{5,120} ha scritto:|op .{5,120} schreef.*:|-{2,} ?(?:original|ursprüngliche|weitergeleitete|forwarded|message d'origine|mensaje original).*|_{10,}|(?:from|von|de|da|van): .+@.+)/i;
