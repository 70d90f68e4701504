/** How calls end; the words that panels offer. */
export const callOutcomes = [
	'connected',
	'voicemail',
	'noAnswer',
	'busy',
	'wrongNumber',
	'disconnected',
	'callback',
] as const;

/** What a bounce means: the first two say that the address takes no mail, `policy` is about the sender. */
export const bounceOutcomes = [
	'hardInvalid',
	'hardInactive',
	'mailboxFull',
	'temporary',
	'policy',
	'content',
	'unknown',
] as const;

/** The outcome in our words: 'No Answer', 'no-answer', 'NOANSWER' are one. Other words are kept as they are. */
export function readOutcome(type: string, text: string | undefined): string | undefined {
	if (text === undefined) return undefined;
	const plain = text.toLowerCase().replace(/[^a-z0-9]+/g, '');
	if (type.startsWith('call.')) return callNames.get(plain) ?? text;
	if (type === 'email.bounce') return bounceNames.get(plain) ?? text;
	return text;
}

const callNames = new Map<string, string>([
	...callOutcomes.map((name): [string, string] => [name.toLowerCase(), name]),
	...spread(
		'connected',
		'answered|completed|spoke|spokewith|reached|success|successful|talked|done',
	),
	...spread('voicemail', 'leftvoicemail|leftmessage|answeringmachine|machine|vm'),
	...spread(
		'noAnswer',
		'noanswer|notanswered|unanswered|missed|noreply|notreached|cancelled|canceled',
	),
	...spread('busy', 'linebusy|engaged'),
	...spread('wrongNumber', 'wrongperson|notthisperson|invalidnumber'),
	...spread('disconnected', 'outofservice|deadnumber|numbernotinservice|failed|notinservice'),
	...spread('callback', 'calllater|callbacklater|callbackrequested|requestedcallback|callmelater'),
]);

const bounceNames = new Map<string, string>([
	...bounceOutcomes.map((name): [string, string] => [name.toLowerCase(), name]),
	...spread(
		'hardInvalid',
		'hard|hardbounce|invalidaddress|permanent|invalid|nosuchuser|userunknown|general|suppressed|noemail',
	),
	...spread('hardInactive', 'inactive|disabled|suspended'),
	...spread('mailboxFull', 'full|overquota|quotaexceeded'),
	...spread('temporary', 'soft|softbounce|transient|undetermined|deferred|timeout'),
	...spread('policy', 'reputation|blocked|block|spam|spamblock|rejected'),
	...spread('content', 'messagetoolarge|attachmentrejected|contentrejected|size'),
]);

function spread(outcome: string, plain: string): Array<[string, string]> {
	return plain.split('|').map((name) => [name, outcome]);
}
