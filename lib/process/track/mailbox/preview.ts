import { parseMail } from '../../../core/mailbox/parse';
import type { Mail } from '../../../core/mailbox/mail';
import type { ProcessContext } from '../../context';
import { readMails, type MailResult } from '../readMails';
import type { Watch } from './look';

/** The newest mails that are looked through for a test. */
const lookedThrough = 50;
const most = 10;

/**
 * Reads the newest mails of a mailbox for a test in the editor: what they are and whose, recording nothing and leaving the place
 * where it is, so that the published workflow still gets them.
 */
export async function previewMailbox(
	context: ProcessContext,
	{ open, sinceDays, wanted }: Pick<Watch, 'open' | 'sinceDays' | 'wanted'>,
): Promise<Array<{ mail: Mail; result: MailResult }>> {
	const connection = await open();
	try {
		const uids = (await connection.uidsSince(sinceDays)).slice(-lookedThrough);
		const mails: Mail[] = [];
		for (const { raw } of await connection.fetch(uids)) mails.push(await parseMail(raw));
		const results = await readMails(context, mails, { dryRun: true });
		return mails
			.flatMap((mail, index) => {
				const result = results[index];
				return result && wanted(mail, result) ? [{ mail, result }] : [];
			})
			.slice(-most);
	} finally {
		await connection.close();
	}
}
