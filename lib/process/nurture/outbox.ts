import { defaultLimits, type SendLimits } from '../../core/nurture/caps';
import type { WorkspaceSettings } from '../../core/workspace/settings';
import {
	domainOf,
	isLocal,
	readAddress,
	smtpPool,
	type DkimKey,
	type SmtpCredential,
} from '../../mail';
import type { LinkSecrets } from '../../web/links';
import { withLinks, type Tracking } from './links';
import type { Courier, Mailing } from './mailing';

/** What a panel says about sending; what is left empty comes from the workspace's settings. */
export interface SendingPanel {
	smtp: SmtpCredential;
	dkim?: DkimKey;
	from?: string;
	replyTo?: string;
	postalAddress?: string;
	/** Limits that the user set; the others keep their defaults. */
	limits?: Partial<SendLimits>;
	mailtoOnly?: boolean;
	testTo?: string;
	track: Tracking;
}

/** How mail leaves, or what is missing for it, with what to do. */
export type MailingResult =
	{ kind: 'ready'; mailing: Mailing } | { kind: 'wrong'; message: string; remedy: string };

/** No limit worth the name: for a server on this machine that catches mail and delivers to nobody. */
const unlimited: SendLimits = {
	...defaultLimits,
	perDay: { start: 1_000_000, full: 1_000_000, rampDays: 0 },
	perMinute: 1_000_000,
	domainPerHour: 1_000_000,
};

/** Joins panel and settings into what a run needs to know about sending. */
export function mailingOf(
	settings: WorkspaceSettings,
	secrets: LinkSecrets,
	panel: SendingPanel,
): MailingResult {
	const from = panel.from || settings.from || panel.smtp.user || '';
	const sender = readAddress(from);
	if (sender.kind === 'wrong') {
		return {
			kind: 'wrong',
			message: from === '' ? 'No sender is set' : `The sender ${sender.message}`,
			remedy:
				"Fill in 'From', e.g. Example Ltd <hello@example.com>, or set it once in Lead Store → Settings.",
		};
	}
	const local = isLocal(panel.smtp.host);
	const mailing: Mailing = {
		from: sender.mailbox,
		limits: { ...(local ? unlimited : defaultLimits), ...panel.limits },
		local,
	};
	const replyTo = panel.replyTo || settings.replyTo;
	if (replyTo) {
		const reply = readAddress(replyTo);
		if (reply.kind === 'wrong')
			return wrong(`'Reply To' ${reply.message}`, 'Write one address, e.g. sales@example.com.');
		mailing.replyTo = reply.mailbox;
	}
	const testTo = panel.testTo || settings.testMode?.to;
	if (testTo) {
		const test = readAddress(testTo);
		if (test.kind === 'wrong')
			return wrong(`The test address ${test.message}`, 'Write one address, e.g. me@example.com.');
		mailing.testTo = test.mailbox;
	}
	if (panel.dkim !== undefined) {
		if (!within(domainOf(sender.mailbox.address), panel.dkim.domain)) {
			return wrong(
				`The sender's domain is not '${panel.dkim.domain}'`,
				'A signature counts only for the domain of the sender. Change one of the two.',
			);
		}
		mailing.dkim = panel.dkim;
	}
	const postalAddress = panel.postalAddress || settings.postalAddress;
	if (postalAddress) mailing.postalAddress = postalAddress;
	if (panel.mailtoOnly) mailing.mailtoOnly = true;
	return { kind: 'ready', mailing: withLinks(mailing, settings, secrets, panel.track) };
}

/** Opens connections to a server for one run; close it when the run is over. */
export function openCourier(smtp: SmtpCredential, maxConnections = 5): Courier {
	return smtpPool(smtp, { maxConnections, messagesPerConnection: 100 });
}

function within(domain: string, parent: string): boolean {
	const wanted = parent.trim().toLowerCase();
	return domain === wanted || domain.endsWith(`.${wanted}`);
}

function wrong(message: string, remedy: string): MailingResult {
	return { kind: 'wrong', message, remedy };
}
