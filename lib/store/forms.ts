/** One more of something that is limited, e.g. submissions from an address. */
export interface LimitWish {
	/** What is counted, e.g. 'ip:192.0.2.1'; kept as a salted hash only. */
	key: string;
	/** All of them have to hold. */
	limits: Array<{ most: number; withinMs: number }>;
}

/** A confirmation mail that is owed to a lead for one submission. */
export interface Confirmation {
	receiptId: string;
	leadId: string;
	/** Which form it belongs to, e.g. 'webhook:lead/main/newsletter'. */
	form: string;
	/** The form's public address, for the link in the mail. */
	address: string;
}
