import { expect, test } from '@jest/globals';
import { classify, readReply, type SmtpPhase } from '../../lib/mail/reply';

test.each<[SmtpPhase, string, ReturnType<typeof classify>]>([
	['recipient', '550 5.1.1 No such user', 'address'],
	['recipient', '550 No such user here', 'address'],
	['recipient', '550 5.2.1 Mailbox disabled', 'address'],
	['recipient', '556 Domain takes no mail', 'address'],
	['recipient', '550 5.7.17 Mailbox owner has changed', 'address'],
	['recipient', '550 5.7.133 Sender not authenticated for group', 'recipient'],
	['recipient', '550 5.7.12 Only from our own people', 'recipient'],
	['recipient', '550 Rejected', 'recipient'],
	['recipient', '553 5.3.0 Not here', 'recipient'],
	['recipient', '550 5.7.1 Message refused', 'policy'],
	['recipient', '554 Blocked by policy', 'policy'],
	['recipient', '554 Relay access denied', 'policy'],
	['afterDot', '554 5.7.1 Looks like spam', 'policy'],
	['afterDot', '550 5.7.20 No passing DKIM signature', 'sender'],
	['afterDot', '550 5.7.23 SPF failed', 'sender'],
	['afterDot', '550 5.7.26 Multiple authentication checks failed', 'sender'],
	['recipient', '530 5.7.8 Authentication required', 'sender'],
	['recipient', '550 5.1.8 Bad sender', 'sender'],
	['mail', '550 Sender refused', 'sender'],
	['mail', '552 5.3.4 Too large', 'message'],
	['connect', '554 5.7.1 Your address is blocked', 'sender'],
	['recipient', '450 4.7.1 Greylisted', 'temporary'],
	['recipient', '552 5.2.2 Mailbox full', 'temporary'],
	['mail', '451 4.3.0 Not now', 'temporary'],
	['connect', '421 4.7.0 Too many connections', 'slowDown'],
	['afterDot', '550 5.7.28 Mail flood', 'slowDown'],
	['recipient', '452 4.5.3 Too many recipients', 'slowDown'],
	['afterDot', '550 5.6.0 Not understood', 'message'],
	['afterDot', '554 Refused', 'message'],
])('at %s, %j is about the %s', (phase, text, meaning) => {
	const reply = readReply(text);
	expect(reply && classify(reply, phase)).toBe(meaning);
});
