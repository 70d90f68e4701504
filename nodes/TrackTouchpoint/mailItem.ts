import type { Mail } from '../../lib/core/mailbox/mail';
import type { MailVerdict } from '../../lib/core/mailbox/read';
import { describeTouch } from '../../lib/core/track/describe';
import type { MailResult } from '../../lib/process/track/readMails';
import type { RecordResult } from '../../lib/process/track/record';

/** What a mail is and what became of it, as fields of an item. */
export function mailItem(mail: Mail, { verdict, results, alert }: MailResult): object {
	const recorded = results.find(isRecorded);
	return {
		mail: {
			kind: verdict.kind,
			from: mail.from,
			subject: mail.subject,
			...(mail.messageId ? { messageId: mail.messageId } : {}),
			...detailsOf(verdict),
			...(alert ? { alert } : {}),
		},
		...(recorded
			? {
					leadId: recorded.lead.leadId,
					stage: recorded.lead.stage,
					nextAction: recorded.lead.nextAction,
				}
			: {}),
		touchpoints: results.map((result) =>
			'reason' in result
				? { outcome: result.kind, reason: result.reason }
				: {
						outcome: result.kind,
						type: result.touch.type,
						what: describeTouch(result.touch),
						leadId: result.touch.leadId,
					},
		),
	};
}

function isRecorded(result: RecordResult): result is Extract<RecordResult, { lead: unknown }> {
	return 'lead' in result;
}

function detailsOf(verdict: MailVerdict): object {
	if ('recipients' in verdict) return { recipients: verdict.recipients };
	if (verdict.kind !== 'autoReply') return {};
	return { returnAt: verdict.returnAt, leftCompany: verdict.leftCompany };
}
