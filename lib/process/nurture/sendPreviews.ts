import { composeMail } from '../../mail';
import type { Courier, Mailing } from './mailing';
import type { StepReport } from './run/report';

/**
 * Sends previewed mails to the test address of the mailing. No step is done by that, so nothing is written down and a
 * second try may send them again.
 */
export async function sendPreviews(
	previews: readonly StepReport[],
	mailing: Mailing,
	courier: Courier,
): Promise<StepReport[]> {
	return await Promise.all(
		previews.map(async (preview): Promise<StepReport> => {
			if (preview.result !== 'sent' || preview.mail === undefined) return preview;
			const { mail } = preview;
			const raw = async () => await composeMail(mail, mailing.dkim);
			const parcel = { from: mailing.from.address, to: mail.to.address, raw };
			const outcome = await courier.send(parcel, async () => await Promise.resolve('go'));
			if (outcome.kind === 'accepted') return { ...preview, detail: outcome.reply };
			return { ...preview, result: 'held', reason: outcome.kind, detail: outcome.why };
		}),
	);
}
