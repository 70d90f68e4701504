/** Why a mail was not delivered; the words are those of a bounce touchpoint's outcome. */
export type BounceClass =
	'hardInvalid' | 'hardInactive' | 'mailboxFull' | 'temporary' | 'policy' | 'content' | 'unknown';

/**
 * Finds out from a server's words and its status code (RFC 3463) why a mail came back. Words count before codes: many servers
 * answer 5.1.1 to spam, 5.7.1 to unknown users and 5.0.0 to everything.
 *
 * @param words the diagnostic text, in any language of servers
 * @param status '5.1.1', or empty
 */
export function reasonOf(words: string, status = ''): BounceClass {
	const text = plain(words);
	const code = status || statusIn(text);
	for (const [reason, pattern] of patterns) {
		if (!pattern.test(text)) continue;
		if (reason === 'hardInactive' && code === '5.1.1') return 'hardInvalid';
		return reason === 'hardInvalid' ? confirmed(text, code) : reason;
	}
	return byStatus(code) ?? byReply(text) ?? 'unknown';
}

/**
 * A domain that could not be found is not gone for good where the status says 4; and 'user unknown' is a filter's answer where the
 * server had taken the recipient and refused the message.
 */
function confirmed(text: string, code: string): BounceClass {
	if (code.startsWith('4') && !code.startsWith('4.1')) return 'temporary';
	const ofAddress =
		/(?:^|[^\d.])5\.1\.\d/.test(text) ||
		code.startsWith('5.1.') ||
		/rcpt (?:to|command)/.test(text);
	const ofMessage =
		/end of data|data command|after data|>>> (?:data|\.)|\b550 : user/.test(text) ||
		code === '5.2.0';
	return !ofAddress && ofMessage && /user unknown|unknown user/.test(text)
		? 'policy'
		: 'hardInvalid';
}

/** Servers say why in a few lines; what is longer is not gone through with a hundred patterns. */
const most = 6000;

/** Lower case, one line; addresses and links say nothing of the reason but hold words that would. */
function plain(words: string): string {
	return (
		words
			.slice(0, most)
			.toLowerCase()
			.replace(/https?:\/\/([^\s/>\])]*)\S*/g, ' $1 ')
			// Some gateways put a guess of theirs before the server's words: '5.1.0 - Unknown address error 550-'….
			.replace(/^\d\.\d\.\d - [a-z ]+(?=\d{3}-')/, '')
			.replace(/[^\s<>()\[\]:;,"']{1,200}@[^\s<>()\[\]:;,"']+/g, 'address@')
			.replace(/\s+/g, ' ')
	);
}

/** Whether nothing more should be sent to the address because it does not exist. */
export function isHard(reason: BounceClass): boolean {
	return reason === 'hardInvalid' || reason === 'hardInactive';
}

/** The first enhanced status code in a text: '5.1.1' of '550 5.1.1 unknown'. */
export function statusIn(text: string): string {
	return /(?:^|[^\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(text)?.[1] ?? '';
}

const who = String.raw`(?:user|recipient|mailbox|mail ?box|account|address|addressee|local ?part|e-?mail|person|alias|customer|subscriber)`;

/** In this order: what is said of the mailbox before what is said of the sender, and that before what may pass by itself. */
const patterns: Array<[BounceClass, RegExp]> = [
	[
		'policy',
		/reputation|black ?list|block ?list|spamhaus|spamcop|dnsbl|identified as spam|looks like spam|spam (?:content|message|detected|score)|unsolicited|\bptr\b|reverse dns|not a member of|may not have permission to post|groups\.google|refused to talk to me|\bspf (?:record|check|fail|policy)|(?:did|does) not pass (?:spf|dkim|dmarc|authentication)|unauthenticated (?:e-?mail|sender)/,
	],
	[
		'temporary',
		/timed? ?out|time-?out|connection (?:refused|reset|was refused|dropped|lost)|lost connection|conversation with|requests to connect|socket error|frequency limit|too many (?:connections|concurrent|messages|hops|errors|invalid)|try (?:again )?later|try again in|please retry|essayer plus tard|temporar|delayed|greylist|(?:mailer|internal|system|local) (?:system )?error|error: (?:mailer|system)|system problem|procmail|mail filter|died (?:with|by)|command (?:died|failed|output)|exit(?:ed)? (?:status|code)|service unavailable|service(?: is)? not available|ldap|couldn.t create|can.t create|duplicated message|loop\b|looping|too many hops|routing loop|could not deliver for the last|aborted after|expired|retry time|queue too long|in the queue too long|host (?:is )?(?:down|unreachable)|network is|no route to/,
	],
	[
		'mailboxFull',
		new RegExp(
			[
				String.raw`${who}.{0,30}(?:is |has become )?(?:too )?(?:full|over ?quota|overquota|over (?:its |the )?(?:quota|limit))`,
				String.raw`(?:quota|allocation|storage|disk) ?(?:usage )?(?:limit )?(?:has been |was |would be |is )?(?:exceed|reached|full)|over ?quota|quotaexceeded|exceed.{0,30}(?:quota|storage|mailbox size|disk)`,
				String.raw`insufficient (?:system |disk )?(?:storage|space)|not enough (?:storage|disk|space|room)|out of (?:storage|disk)|no space left|disk (?:is )?full|too much mail data|mailbox.{0,20}size limit|maildir.{0,20}quota|full mailbox`,
				String.raw`speicherplatz|postfach.{0,30}voll|boîte.{0,30}pleine|buz[oó]n.{0,30}lleno|casella.{0,30}piena`,
			].join('|'),
		),
	],
	[
		'policy',
		/user unknown in (?:local|virtual|relay).{0,40}spf|sender (?:address )?(?:rejected|denied|verif|unknown|domain)|(?:from|sender|return-path|envelope|mail from).{0,40}(?:does ?n.t exist|not exist|unknown|invalid|not (?:verified|allowed|accepted)|rejected|refused|blocked)|unable to verify sender|cannot (?:find|resolve) your|domain of sender|reverse (?:dns|lookup)|\bptr\b|\brdns\b|helo|ehlo|relay(?:ing)? (?:access )?(?:denied|not|prohibit)|not (?:allowed|permitted) to relay|unable to relay|we do not relay|authentication (?:required|failed)|\bspf\b|dkim|dmarc|message (?:was )?identified as spam/,
	],
	[
		'hardInactive',
		new RegExp(
			String.raw`${who}.{0,40}(?:disabled|inactive|suspend|deactivat|discontinu|locked|expired|frozen|not active|on hold|closed|restricted|terminated|unavailable due to|is blocked|has been blocked)|inactive (?:user|account|mailbox|recipient)|(?:disabled|suspended) (?:user|account|mailbox|recipient)|account.{0,20}(?:over.?limit|reached)`,
		),
	],
	[
		'hardInvalid',
		new RegExp(
			[
				String.raw`${who}(?: name| address)?(?: [<"'\[(]?[^\s]+@[^\s]+)?.{0,25}(?:unknown|not ?found|no[tn].?exist|does ?n.t exist|do(?:es)? not (?:exist|match|have)|not (?:a )?(?:valid|known|listed|recogni[sz]ed|registered|our|here|available|local)|invalid|undeliverable|nonexist|no longer (?:exist|available|valid|at|with|here|use|active)|is gone|has moved|bad destination)`,
				String.raw`(?:unknown|invalid|illegal|no such|nonexist[ae]nt|not a (?:known|valid)|bad|no|unroutable|undeliverable|not existing|unrecogni[sz]ed) (?:or (?:illegal|invalid) )?(?:destination |virtual |local |e-?mail |final |system )?${who}`,
				String.raw`(?:can.?not|could ?n.t|couldn.t|unable to|did not) (?:find|locate|resolve|route|recogni[sz]e).{0,25}(?:${who}|domain|host)|user\b.{0,60}\b(?:unknown|not known)|not listed in|no (?:mailbox|account|user) (?:here|by that|with)|does ?n.t have an? .{0,40}account|this user does|delivery to the following (?:recipient|address).{0,60}does not exist|(?:has|have) left the (?:company|organi)|no longer (?:works|employed|on server|in use|accept)|moved to|mailbox moved|changed (?:my|his|her|their) (?:e-?mail )?address|unrouteable address|unroutable address|unrouteable mail domain|user not|no such (?:person|name|local)|recipient (?:address )?(?:was )?rejected: (?:user|unknown|undeliver|no such|invalid|access denied)|(?:recipient )?address rejected\W*(?:address@\W*)?(?:\(in reply.*)?$|address (?:error|lookup)|not a known user|nicht gefunden|unbekannt|adresse.{0,20}existe pas|no existe|inconnu|sconosciuto|desconhecid`,
				String.raw`(?:host|domain|server|mx)(?: name| or domain name)?(?: [^\s]+)?.{0,10}(?:not found|unknown|does ?n.t exist|does not exist|is not exist|non-?exist|invalid|no such|isn.t|has no mail|does not (?:accept|receive) (?:mail|e-?mail))|nxdomain|name or service not known|no such (?:host|domain)|(?:unknown|illegal|unrouteable|bad) (?:host|domain)|null ?mx|couldn.t find any host|no (?:valid )?mx|name service error|check the domain|indicated no smtp service|does ?n.t receive (?:mail|e-?mail)|not receive e-?mail|non-existent hosts?|domain (?:name )?not found|host not found`,
			].join('|'),
		),
	],
	[
		'content',
		/(?:message|mail|size|body|content|attachment|header)\b.{0,25}(?:too (?:large|big|long)|exceed|maximum|size limit)|too (?:large|big)|max(?:imum)? message size|size.{0,20}limit|oversize|file type|attachment.{0,30}(?:not allowed|block|prohibit|type)|virus|malware|infected|trojan|worm\b|malformed|syntax error|non-?ascii|8-?bit|bare (?:lf|cr)|line (?:is )?too long|header.{0,20}(?:error|missing|invalid)|improper|not rfc|duplicate header|forbidden (?:content|attachment)|encod/,
	],
	[
		'policy',
		/spam|unsolicited|\bubee?\b|\buce\b|junk|bulk|reputation|black ?list|block ?list|\brbl\b|dnsbl|\bsbl\b|spamhaus|spamcop|barracuda|senderscore|listed (?:in|on|at|by)|(?:is |was |been |are |and )(?:blocked|denied|refused|rejected|banned|prohibited)|poor |policy|policies|access denied|not authori[sz]ed|unauthori[sz]ed|permission|forbidden|prohibited|restrict|\bbanned|blocked|block(?:ed)? (?:by|using|for)|content (?:rejected|filter)|filter|transaction (?:failed|refused)|rejected|refused(?! to connect)(?<!connection refused)|denied|not accept|no thanks|go away|complain|abuse|suspicious|phish|your (?:ip|host|server|network|mail|message) .{0,30}(?:block|reject|list)|security (?:polic|violation|reason)|tls (?:is )?required|must issue a starttls|encryption|certificate/,
	],
	[
		'temporary',
		/time[d-]? ?out|timeout|try again|retry|temporar|later|defer|greylist|grey-?list|connection (?:refused|reset|lost|dropped|closed|failed)|refused to connect|could ?n.t (?:connect|establish)|unable to connect|cannot connect|network|unreachable|no route|lost connection|conversation with|too many (?:connections|messages|hops|recipients|concurrent|emails|errors)|rate limit|throttl|expired|delivery time|queue|not delivered within|system (?:error|problem|not|config)|internal (?:server )?error|local (?:error|problem|config)|resources|overload|busy|service (?:not |un)?(?:available|currently)|configuration|loop|died|pipe|exit(?:ed)? (?:status|with)|can.t (?:create|open|write)|command output|cannot (?:append|create|open)|undeliverable for|host .{0,20}down|dns (?:error|fail)|name server|mail system|operat/,
	],
];

/** RFC 3463; the second number is the subject, the third its detail. */
function byStatus(status: string): BounceClass | undefined {
	if (status === '') return undefined;
	const [, subject = '', detail = ''] = status.split('.');
	const pair = `${subject}.${detail}`;
	if (['1.1', '1.2', '1.3', '1.6', '1.10', '4.4'].includes(pair) && status.startsWith('5'))
		return 'hardInvalid';
	if (pair === '2.1' && status.startsWith('5')) return 'hardInactive';
	if (pair === '2.2') return 'mailboxFull';
	if (subject === '7' || pair === '1.7' || pair === '1.8') return 'policy';
	if (pair === '3.4' || pair === '2.3' || subject === '6') return 'content';
	if (status.startsWith('4') || subject === '4' || subject === '3') return 'temporary';
	return undefined;
}

/** The bare reply code of SMTP, where nothing better was said. */
function byReply(text: string): BounceClass | undefined {
	const code = /(?:^|\D)([45]\d\d)[ -]/.exec(text)?.[1];
	if (code === undefined) return undefined;
	if (code.startsWith('4')) return 'temporary';
	return ['550', '553', '554'].includes(code) ? 'policy' : undefined;
}
