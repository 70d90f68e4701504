import { describe, expect, it } from '@jest/globals';
import { parseMail } from '../../../lib/core/mailbox/parse';
import { readMail } from '../../../lib/core/mailbox/read';
import { mail } from './mails';
import { ofMachines, ofPeople, type Ordinary } from './ordinary';

const kindOf = async ({
	from = 'Ann Example <ann@example.org>',
	subject,
	text,
	headers,
}: Ordinary) =>
	readMail(
		await parseMail(
			mail({ From: from, To: 'sales@shop.example.com', Subject: subject, ...headers }, text),
		),
	).kind;

describe('ordinary mail', () => {
	it.each(
		[...ofPeople, ...ofMachines].map((one) => [`${one.subject} | ${one.text}`, one] as const),
	)('is none of a machine and no wish to stop: %s', async (_name, one) => {
		expect(['reply', 'other']).toContain(await kindOf(one));
	});

	it.each([
		['unsubscribe', ''],
		['Unsubscribe 01ARZ3NDEKTSV4RRFFQ69G5FA1', ''],
		['Re: Your offer', 'Please remove me from your mailing list.\n\nAnn Example'],
		['Re: Your offer', 'Stop.\nI am not interested.'],
		['Re: Your offer', 'STOP emailing me!'],
		['Re: Your offer', 'Unsubscribe please\n\nOn Mon, 1 Jun 2026 at 10:00 Shop wrote:\n> Hello'],
		['Re: Your offer', 'Take me off this list. Thank you.'],
		['AW: Angebot', 'Bitte abmelden'],
		['Abmelden vom Newsletter', ''],
		['Re: Offre', 'Merci de me désinscrire de votre liste.'],
		['Darme de baja', ''],
		['Re: Oferta', 'Por favor, darme de baja de la lista'],
		['Cancellami', 'dalla lista'],
		['Opt out', ''],
	])('but this is a wish to stop: %s | %s', async (subject, text) => {
		expect(await kindOf({ subject, text })).toBe('unsubscribe');
	});

	it.each([
		['Out of office', 'I am away until Monday.'],
		['Automatic reply: Hello', 'Thank you for your mail. In urgent cases call my colleague.'],
		['Out of Office AutoReply: Hello', 'Urgent? Call Ben. I have limited access to mail.'],
		['Abwesenheitsnotiz', 'Ich bin bis Montag nicht im Haus.'],
		['Abwesend: Hallo', 'Ich bin im Urlaub und am 15.06. wieder da.'],
		['Absence', 'Je suis absent du 1er au 5 juin.'],
		['Réponse automatique : Bonjour', 'Je suis en congés.'],
		['Respuesta automática: Hola', 'Estaré fuera de la oficina.'],
		['On vacation', 'I am on annual leave, back on 12 June.'],
		['自動返信: こんにちは', '休暇中です。'],
	])('and this an absence note, even without a header that says so: %s', async (subject, text) => {
		expect(await kindOf({ subject, text })).toBe('autoReply');
	});
});
