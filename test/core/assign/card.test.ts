import { expect, it } from '@jest/globals';
import { leadCard } from '../../../lib/core/assign/card';
import type { Touchpoint } from '../../../lib/core/lead/touchpoint';
import { lead } from './given';

const touch: Touchpoint = {
	touchId: 't1',
	type: 'form.submit',
	actor: { kind: 'human', confidence: 1 },
	occurredAt: '2026-03-10T09:00:00.000Z',
	receivedAt: '2026-03-10T09:00:00.000Z',
	source: 'test',
	sourceId: '1',
	content: 'Demo',
};

it('tells who, how to reach them, why, what happened and what to do until when, in the rep’s time', () => {
	const one = lead(1, {
		fullName: 'Ann Example',
		company: 'Example Ltd',
		email: 'ann@example.com',
		score: 70,
		grade: 'A2',
		temperature: 'hot',
		dueAt: '2026-03-10T10:15:00.000Z',
		scoreReasons: [{ rule: 'Form submitted', points: 15, decayed: 15, counted: 7.5 }],
	});
	const card = leadCard(
		one,
		{ name: 'Kim', timezone: 'Europe/Berlin' },
		[touch],
		'Round robin in everyone',
	);
	expect(card.subject).toBe('Hot lead: Ann Example, Example Ltd');
	expect(card.text.split('\n')).toEqual(
		expect.arrayContaining([
			'E-mail: ann@example.com',
			'- Get in touch by Tue, 10 Mar, 11:15',
			'- Form submitted: +7.5',
			expect.stringMatching(/^- Tue, 10 Mar, 10:00 .*: Demo$/),
		]),
	);
});

it('escapes what strangers wrote and keeps it on one line', () => {
	const evil = '<img src=x onerror=alert(1)>\r\nBcc: all@example.com';
	const card = leadCard(
		lead(1, { fullName: evil, need: evil }),
		{ name: 'Kim' },
		[{ ...touch, content: evil }],
		evil,
	);
	expect(card.html).not.toContain('<img');
	expect(card.subject).not.toMatch(/[\r\n]/);
	expect(card.text).not.toContain('\nBcc');
});

it('links to the lead’s page and the rep’s list where there are such', () => {
	const address = 'https://n8n.example.com/webhook/lead/main/t';
	const pages = { lead: `${address}?l=a.b`, queue: `${address}?q=c.d` };
	const card = leadCard(lead(1), { name: 'Kim' }, [], 'In turn', pages);
	expect(card.text).toContain(`Open the lead: ${pages.lead}`);
	expect(card.text).toContain(`All your leads: ${pages.queue}`);
	for (const url of Object.values(pages)) expect(card.html).toContain(`<a href="${url}">`);
	expect(leadCard(lead(1), { name: 'Kim' }, [], 'In turn').text).not.toContain('Open the lead');
});
