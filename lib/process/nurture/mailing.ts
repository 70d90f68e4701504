import type { SendLimits } from '../../core/nurture/caps';
import type { MessageRef } from '../../web/links';
import type { DkimKey, MailAddress, SendOutcome, Gate, Parcel } from '../../mail';

/** What a node shows of a mail, and what another node needs to send it. */
export { mailParts } from '../../mail';

/** Links of one message, made by whoever knows the public address and the keys. */
export interface LetterLinks {
	/** https address that unsubscribes with one click. */
	unsubscribeUrl?: string;
	preferencesUrl?: string;
	refreshUrl?: string;
	referralUrl?: string;
}

/** How mail leaves a workspace in one run. */
export interface Mailing {
	from: MailAddress;
	replyTo?: MailAddress;
	postalAddress?: string;
	dkim?: DkimKey;
	limits: SendLimits;
	/** The server catches mail on this machine: nobody can be annoyed and no reputation lost. */
	local: boolean;
	/** The user accepts that people unsubscribe by mail alone. */
	mailtoOnly?: boolean;
	links?(message: MessageRef): LetterLinks;
	/** Sends the links of the html part through us, so that clicks are noticed. */
	decorate?(html: string, message: MessageRef): string;
	/** Every message goes to this address instead. */
	testTo?: MailAddress;
}

/** Whoever carries mail: a pool of SMTP connections, or the simulation's, which delivers to nobody. */
export interface Courier {
	send(parcel: Parcel, gate: Gate): Promise<SendOutcome>;
	/** How many messages are carried side by side. */
	readonly connections?: number;
	close(): void;
}
