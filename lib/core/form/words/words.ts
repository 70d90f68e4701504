/** Everything a hosted form says by itself, in one language. */
export interface Words {
	/** Labels of lead fields, by key of the catalogue. */
	fields: Readonly<Record<string, string>>;
	/** Button and heading by kind of form, where the user wrote none. */
	buttons: { form: string; newsletter: string; gated: string; internal: string };
	titles: { form: string; newsletter: string; gated: string; internal: string };
	optional: string;
	choose: string;
	/** Label of the field that people do not see. */
	leaveEmpty: string;
	/** Above a form that has something to be mended. */
	check: string;
	missing: string;
	badEmail: string;
	badPhone: string;
	badUrl: string;
	badNumber: string;
	tooLong: string;
	badChoice: string;
	mustTick: string;
	/** Nothing was filled in by which anybody could be reached. */
	reach: string;
	/** The form was open for more than a day. */
	late: string;
	busy: string;
	away: string;
	/** The website is not among those that may send this form. */
	elsewhere: string;
	thanks: string;
	received: string;
	/** Said to everybody where addresses are confirmed. */
	checkMail: string;
	another: string;
	download: string;
	fileReady: string;
	goOn: string;
	close: string;
	open: string;
	welcomeBack: string;
	notYou: string;
	howItCame: string;
	ways: { phone: string; card: string; event: string };
	confirmTitle: string;
	/** `{address}` stands for the masked address. */
	confirmText: string;
	confirmButton: string;
	confirmNote: string;
	confirmed: string;
	deadLink: string;
	deadLinkText: string;
	mailSubject: string;
	mailText: string;
	mailNote: string;
}
