/** An ordinary mail with words that reports, complaints, absence notes and wishes to unsubscribe also have. */
export interface Ordinary {
	from?: string;
	subject: string;
	text: string;
	headers?: Record<string, string>;
}

/** Mails of people: each is an answer or a new mail, and nothing else. */
export const ofPeople: readonly Ordinary[] = [
	{
		subject: 'Delivery failed last week',
		text: 'The parcel could not be delivered because nobody was at home. Can you send it again?',
	},
	{
		subject: 'Undelivered parcel',
		text: 'The carrier says: address unknown. Where is order 4711?',
	},
	{
		subject: 'Re: Your quote',
		text: 'Our mail server rejected your first mail, the message was blocked as spam. Please send the quote again.',
	},
	{
		subject: 'Warning: price list out of date',
		text: 'The address on page 2 has failed to print. Please send a new one.',
	},
	{
		subject: 'Returned goods',
		text: 'We returned to sender the three chairs that were rejected by our inspection.',
	},
	{
		subject: 'Return message to Mr Field',
		text: 'Please tell him that his limit was exceeded, 550 pieces were too many.',
	},
	{
		subject: 'Mail system error',
		text: 'Do you sell a cure for this? Our own server says 550 5.1.1 user unknown for half of our staff.',
	},
	{
		subject: 'Bounced cheque',
		text: 'Dear team, the cheque was returned. The amount exceeds our account. Please call me.',
	},
	{
		subject: 'Fwd: Undelivered Mail Returned to Sender',
		text: 'Is this your address?\n\n<sales@shop.example.com>: host mx.example.net said: 550 5.1.1 User unknown',
	},
	{
		subject: 'Re: Undeliverable: Quote',
		text: 'Sorry, my mailbox was full. It works again.\n\n> 552 5.2.2 mailbox full',
	},
	{
		subject: 'Failure notice of pump 3',
		text: 'The pump failed permanently on Monday. We need a quote for a new one. Recipient of the goods is plant 2, unknown to your system so far.',
	},
	{
		subject: 'Message you sent on Monday',
		text: 'I read the message you sent. It is not delivered what we ordered; call me.',
	},
	{
		subject: 'Problem with delivery status',
		text: 'Your page shows the delivery status "failed" for order 12. Is that right?',
	},
	{
		subject: 'Abuse report for our forum',
		text: 'We sell moderation. Do you have an abuse report every week? Then talk to us.',
	},
	{
		subject: 'Complaint about message on your site',
		text: 'The message on your start page is wrong. I want to complain.',
	},
	{
		subject: 'Absence of a reply',
		text: 'I wrote a week ago and have heard nothing. Is anybody there?',
	},
	{
		subject: 'Absence management software',
		text: 'We look for a tool for 40 people. What does yours cost?',
	},
	{
		subject: 'Absent colleagues and the training',
		text: 'Two colleagues will be absent on Friday. Can they join later?',
	},
	{ subject: 'Vacation rentals in June', text: 'What does a week cost?' },
	{ subject: 'Vacation request workflow', text: 'Can your product do that?' },
	{ subject: 'Vacation', text: 'Do you have a house free in August?' },
	{
		subject: 'On vacation from Monday, so let us talk on Friday',
		text: 'Does 10:00 suit you? I am back on 20 June.',
	},
	{ subject: 'On holiday offers', text: 'Which of your holiday offers are still open?' },
	{ subject: 'On leave policies: a question', text: 'How does your tool count part-time staff?' },
	{ subject: 'Away from spreadsheets at last', text: 'We want to move to your product.' },
	{
		subject: 'Away until Thursday? Then Friday',
		text: 'You said you are out until Thursday. Shall we talk on Friday?',
	},
	{ subject: 'Out of office furniture, can you help?', text: 'We need twenty desks.' },
	{ subject: 'Auto reply feature of your product', text: 'Does it answer in French too?' },
	{
		subject: 'Automatic reply to forms',
		text: 'We want our website to answer by itself. Can you do that?',
	},
	{
		subject: 'Automatische Antwort einrichten',
		text: 'Können Sie uns helfen, eine automatische Antwort einzurichten?',
	},
	{
		subject: 'Abwesenheitsverwaltung',
		text: 'Wir suchen eine Software für 40 Leute. Was kostet Ihre?',
	},
	{
		subject: 'Abwesende Teilnehmer',
		text: 'Zwei Kollegen fehlen am Freitag. Geht ein Ersatztermin?',
	},
	{ subject: 'Assenza di risposta', text: 'Ho scritto una settimana fa. Mi può richiamare?' },
	{ subject: 'Ausência de resposta', text: 'Escrevi há uma semana e ninguém respondeu.' },
	{ subject: 'Ausencia de respuesta', text: 'Escribí hace una semana y nadie contesta.' },
	{
		subject: 'Réponse automatique : votre module',
		text: 'Votre module sait-il répondre en allemand ?',
	},
	{ subject: 'Re: Hello', text: 'Stop by our office on Tuesday, we have coffee.' },
	{ subject: 'Re: Hello', text: 'Stop worrying, the contract is signed. Thank you!' },
	{ subject: 'Re: Hello', text: 'Cancelling our call today, I am ill. Could we talk tomorrow?' },
	{ subject: 'Re: Hello', text: 'Cancelled the old contract yesterday. When can you begin?' },
	{
		subject: 'Re: Your offer',
		text: 'Unsubscribe links are what we need in our own mails. Can you do that?',
	},
	{ subject: 'Re: Your offer', text: 'Opt-in or opt-out? What does your product do?' },
	{ subject: 'Opt-out question', text: 'Does your product record an opt-out per channel?' },
	{
		subject: 'Opt out of the pilot, into the full plan',
		text: 'We are convinced. Please send the contract.',
	},
	{ subject: 'Unsubscribe page of your product', text: 'Can we change its colours?' },
	{
		subject: 'Remove me as the contact and take Ben instead',
		text: 'Ben Fields looks after this from now on. He still wants the quote.',
	},
	{ subject: 'Baja California trip', text: 'Is the hotel still free in May?' },
	{ subject: 'Baja temperatura en la cámara', text: 'Necesitamos un técnico mañana.' },
	{
		subject: 'Abmeldung vom Seminar, dafür im Herbst',
		text: 'Im Juni kann ich nicht. Haben Sie im Oktober noch Plätze?',
	},
	{
		subject: 'Austragen der Rechnung 12',
		text: 'Die Rechnung 12 ist bezahlt. Bitte tragen Sie sie aus.',
	},
	{
		subject: 'Cancellazione ordine 12',
		text: 'Vorrei cambiare il colore, non cancellare tutto. Mi chiama?',
	},
	{ subject: 'Re: Termin', text: 'Abmelden muss ich mich für Dienstag leider, Mittwoch passt.' },
	{
		subject: 'Re: Demo',
		text: 'I have left the company car at home, so a call suits me better. Monday?',
	},
	{
		subject: 'Re: Demo',
		text: 'Mr Field is no longer with us in the meeting, but I am. Please go on.',
	},
	{
		subject: 'New hire',
		text: 'Our colleague has left the company. I took over and want the quote.',
	},
	{
		from: 'postmaster@example.org',
		subject: 'Quote for 40 mailboxes',
		text: 'I run the mail here. What do 40 mailboxes cost?',
	},
	{
		from: 'bounce@trampolines.example',
		subject: 'Order of 12 trampolines',
		text: 'Could not find them on your page. Unable to deliver before May?',
	},
	{
		from: 'Mail Administrator <it@example.org>',
		subject: 'Delivery of the server',
		text: 'When is it delivered? The old one failed permanently.',
	},
	{
		subject: 'Inquiry',
		text: '{"eventType":"wedding","guests":120}\nThat is what your form gave me. What does it cost?',
	},
	{
		subject: 'Empty return path',
		text: 'We are developers and wonder what Return-Path: <> means in your mails.',
	},
	{ subject: '', text: 'No subject today. Please call me back.' },
];

const newsletter = {
	'List-Unsubscribe': '<https://news.example/u>',
	'List-Id': 'News <news.example>',
	Precedence: 'bulk',
};

/** Mails of machines that are none of our business: no report, no complaint, no absence note. */
export const ofMachines: readonly Ordinary[] = [
	{
		from: 'news@news.example',
		subject: 'Vacation: 20 % off',
		text: 'Book now. Unsubscribe below.',
		headers: newsletter,
	},
	{
		from: 'news@news.example',
		subject: 'Unsubscribe? We would be sad',
		text: 'Click here.',
		headers: newsletter,
	},
	{
		from: 'no-reply@shop.example',
		subject: 'Your order is on its way',
		text: 'Delivery on Tuesday. If the parcel cannot be delivered it is returned to sender.',
		headers: { 'Auto-Submitted': 'auto-generated' },
	},
	{
		from: 'no-reply@carrier.example',
		subject: 'Delivery failure: nobody was at home',
		text: 'Your parcel could not be delivered. We try again tomorrow.',
		headers: { 'Return-Path': '<>' },
	},
	{
		from: 'alerts@monitor.example',
		subject: 'Warning: disk of server 3',
		text: 'Quota exceeded: 95 % of the disk is used.',
		headers: { 'Auto-Submitted': 'auto-generated', 'Return-Path': '<>' },
	},
	{
		from: 'billing@host.example',
		subject: 'Payment failed',
		text: 'Your card was rejected. Please enter another one.',
		headers: { 'Auto-Submitted': 'auto-generated' },
	},
	{
		from: 'calendar@meet.example',
		subject: 'Accepted: Demo on Friday',
		text: 'Ann Example has accepted this invitation.',
		headers: { 'Auto-Submitted': 'auto-generated' },
	},
	{
		from: 'noreply@tickets.example',
		subject: 'Ticket 12 was rejected',
		text: 'The request was rejected by the approver.',
		headers: { 'X-Auto-Response-Suppress': 'All' },
	},
];
