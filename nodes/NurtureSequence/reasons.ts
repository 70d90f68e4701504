/** Why a step is held or an enrolment ended, in words, with what to do where somebody can do something. */
export function readable(reason: string): string {
	return words[reason] ?? words[reason.replace(/:.*$/, '')] ?? reason;
}

const words: Readonly<Record<string, string>> = {
	paused: "Sending is paused for this workspace. Resume it in Lead Store → 'Pause All Sending'.",
	doNotContact: 'The lead is marked as do not contact.',
	suppressed: 'The address is on the suppression list.',
	unsubscribed: 'The lead has unsubscribed.',
	unsubscribe: 'The lead has unsubscribed.',
	noEmail: 'The lead has no e-mail address.',
	invalidEmail: 'The e-mail address was found to be invalid.',
	noPhone: 'The lead has no phone number.',
	noAddress: 'The lead has no postal address.',
	stage: "The lead's stage does not allow it.",
	noConsent: 'Marketing needs the consent of leads in this country, and there is none.',
	noPublicAddress:
		'Marketing mail needs a link to unsubscribe: publish a Touchpoint Trigger on a public https address.',
	noPostalAddress: "Marketing mail needs your postal address: fill in 'Postal Address'.",
	readerPause: 'The reader has paused marketing mail on the preference page.',
	contactLimit: 'The person has had enough messages for now.',
	mailboxLimit: 'The mailbox has reached its limit for 24 hours.',
	minuteLimit: 'The mailbox has reached its limit for a minute.',
	domainLimit: 'The recipient domain has had enough mail for an hour.',
	late: 'It is more than 72 hours late and was planned anew, so that mails do not pile up.',
	outsideWindow: "It is outside 'Send Between' where the lead lives.",
	uncertain: "The server may or may not have the mail. Decide with 'Resolve Uncertain'.",
	underWay: 'Another run is just sending it.',
	notSilent: 'There was contact with the lead lately.',
	missingFields: 'A merge field has neither a value nor a fallback.',
	mailboxHeld:
		'The mail server refuses the mailbox that sends, not the lead. Nothing is sent until the time shown; see what the server says.',
	'deferred: login':
		'The mail server refuses the login. Check user and password of the SMTP credential; all mail waits until then.',
	'deferred: sender':
		"The mail server refuses us, not the lead. Check 'From' and what the server says (SPF, DKIM, reputation); all mail waits until then.",
	'deferred: policy':
		'A policy of the server refuses it. It is tried again, up to five times in some days; then the sequence ends for this lead.',
	'deferred: network':
		'The mail server could not be reached, or the connection broke. It is tried again.',
	'deferred: slowDown': 'The mail server wants fewer mails at once. It is tried again.',
	deferred: 'The server did not take it now; it is tried again.',
	broken: 'The step cannot be read. Enrol with the sequence again, so that it is saved anew.',
	refused: 'The server refuses this message, or takes none from us for this recipient.',
	bounce: 'The address does not exist.',
	complaint: 'The lead has complained.',
	reply: 'The lead has answered.',
	meeting: 'A meeting was booked or held.',
	conversion: 'The lead has converted.',
	ownerPause: 'The owner has paused it.',
	merged: 'The lead was merged into another.',
	erased: 'The lead was erased.',
	done: 'The last step is done.',
};
