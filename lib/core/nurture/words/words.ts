/** What readers of mails are told where they say what they want, in one language. `{…}` stands for a value. */
export interface ReaderWords {
	/** The preference page; `{address}` is the masked address, `{name}` who writes. */
	title: string;
	intro: string;
	topics: string;
	often: string;
	anyTime: string;
	weekly: string;
	monthly: string;
	pause: string;
	noPause: string;
	oneMonth: string;
	threeMonths: string;
	/** `{date}` in the reader's way of writing. */
	pausedUntil: string;
	save: string;
	saved: string;
	stopTitle: string;
	stopText: string;
	stopButton: string;
	/** Above the page of somebody who has unsubscribed. */
	stopped: string;
	/** The page to unsubscribe; also the link in the mail. */
	unsubscribe: string;
	which: string;
	choose: string;
	onlySeries: string;
	allMail: string;
	everything: string;
	rather: string;
	/** Also the link in the mail. */
	preferences: string;
	done: string;
	doneSeries: string;
	doneMail: string;
	doneAll: string;
}
