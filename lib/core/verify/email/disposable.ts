import data from '../data/disposable.json';

const known = new Set(data.domains.split(' '));

/**
 * Words that providers of throw-away mailboxes put into new domain names. Whole labels or clear compounds only: a
 * company may well be called Tempest or Trashbusters.
 */
const telling = [
	/(^|[.-])(temp|tmp|trash|fake|junk|spam|throwaway|disposable|burner|anon|dump|drop|minute|one-?time|instant|quick|flash|guerrilla|mailinator)-?(e?-?mails?|inbox|box|mailbox|addr(ess)?|post)\d*([.-]|$)/,
	/(^|[.-])(e?-?mails?|inbox|mailbox)-?(temp|tmp|trash|fake|drop|catch|dump|temporary|disposable|throwaway|expire|10min(ute)?s?)\d*([.-]|$)/,
	/(^|[.-])\d{1,3}-?(min(ute)?s?|hours?|days?|sec(ond)?s?)-?(e?-?mails?|inbox|box)([.-]|$)/,
	/(10minute|20minute|tempmail|temp-mail|trashmail|trash-mail|fakemail|fakeinbox|throwawaymail|mailinator|guerrillamail|yopmail|maildrop|mailnesia|disposablemail|disposableemail|spambox|spamgourmet|getnada|sharklasers|mohmal|burnermail|tempinbox|tmpmail|emailtemp|mailtemp|discardmail|spam4|nospam4|onetimemail|temporarymail|temporaryemail|mytemp)/,
];

/**
 * Why a domain (lower case) counts as disposable, or undefined. A sub-domain of a listed domain counts: providers hand
 * out any number of them. Known names come from a dated list; names that are newer than it are told by their words.
 */
export function disposableReason(domain: string): string | undefined {
	for (let name = domain; name.includes('.'); name = name.slice(name.indexOf('.') + 1)) {
		if (known.has(name)) return 'A mailbox of a disposable-address provider';
	}
	return telling.some((pattern) => pattern.test(domain))
		? 'The domain is named like a disposable-address provider'
		: undefined;
}

/** Whether a domain (lower case) is on the list itself. */
export function isListedDisposable(domain: string): boolean {
	return known.has(domain);
}

/** When the list of disposable domains was taken, 'YYYY-MM-DD'. */
export const disposableListDate: string = data.date;
