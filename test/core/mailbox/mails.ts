/** Mails written for the tests, as they come over the wire. */
export function mail(headers: Record<string, string>, body: string): string {
	const lines = Object.entries({
		Date: 'Mon, 01 Jun 2026 10:00:00 +0000',
		'Message-ID': '<m1@mx.example.net>',
		...headers,
	});
	return [...lines.map(([name, value]) => `${name}: ${value}`), '', body]
		.join('\r\n')
		.replace(/\r?\n/g, '\r\n');
}

export const original = `Return-Path: <sales@shop.example.com>
Received: from shop.example.com by mx.example.net; Mon, 1 Jun 2026 09:59:00 +0000
Message-ID: <d1@shop.example.com>
From: Shop <sales@shop.example.com>
To: ann@example.org
Subject: Hello`;

/** A report in three parts (RFC 3464). */
export function dsn(
	fields: string,
	words = 'Your message could not be delivered.',
	patch: Record<string, string> = {},
): string {
	return mail(
		{
			From: 'Mail Delivery System <MAILER-DAEMON@mx.example.net>',
			To: 'sales@shop.example.com',
			Subject: 'Undelivered Mail Returned to Sender',
			'Auto-Submitted': 'auto-replied',
			'MIME-Version': '1.0',
			'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b1"',
			...patch,
		},
		`--b1
Content-Type: text/plain

${words}

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

${fields}

--b1
Content-Type: message/rfc822

${original}

Hi

--b1--
`,
	);
}

export const qmail = mail(
	{ From: 'MAILER-DAEMON@mx.example.net', To: 'sales@shop.example.com', Subject: 'failure notice' },
	`Hi. This is the qmail-send program at mx.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ann@example.org>:
192.0.2.1 does not like recipient.
Remote host said: 550 5.1.1 <ann@example.org>: no such user here
Giving up on 192.0.2.1.

<bob@example.org>:
Remote host said: 552 5.2.2 Mailbox full

--- Below this line is a copy of the message.

${original}

Hi
`,
);

export const gmailLike = mail(
	{
		From: 'Mail Delivery Subsystem <mailer-daemon@mx.example.net>',
		To: 'sales@shop.example.com',
		Subject: 'Delivery Status Notification (Failure)',
		'X-Failed-Recipients': 'ann@example.org',
		'Content-Type': 'text/plain; charset=UTF-8',
	},
	`Delivery to the following recipient failed permanently:

     ann@example.org

Technical details of permanent failure:
The error that the other server returned was:
550 5.7.1 Message rejected due to the reputation of the sending address

----- Original message -----

${original}
`,
);

export const abuseReport = mail(
	{
		From: 'feedback@isp.example.net',
		To: 'abuse@shop.example.com',
		Subject: 'Abuse report',
		'MIME-Version': '1.0',
		'Content-Type': 'multipart/report; report-type=feedback-report; boundary="b2"',
	},
	`--b2
Content-Type: text/plain

This is an abuse report.

--b2
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Example/1.0
Version: 1
Original-Rcpt-To: <ann@example.org>

--b2
Content-Type: message/rfc822

${original}

Hi

--b2--
`,
);
