import type { Lead } from '../../../lib/core/lead/lead';
import type { Touchpoint } from '../../../lib/core/lead/touchpoint';
import type { LeadChange } from '../../../lib/store/port';

const start = Date.parse('2026-01-05T08:00:00.000Z');

/** Lead number n as a capture makes it: about 1 KB. */
export function leadOf(n: number): Lead {
	const at = new Date(start + n * 250).toISOString();
	return {
		leadId: `01HLEAD${String(n).padStart(19, '0')}`,
		createdAt: at,
		updatedAt: at,
		source: 'webhook:website',
		sourceId: `submission-${n}`,
		channel: 'Organic Search',
		firstName: 'Grace',
		lastName: `Fictional${n}`,
		fullName: `Grace Fictional${n}`,
		email: `person${n}@example.com`,
		emailStatus: 'valid',
		phone: '(415) 555-0100',
		phoneE164: '+14155550100',
		company: `Company ${n % 5000} Ltd`,
		domain: `company${n % 5000}.example`,
		title: 'Head of Operations',
		employees: n % 900,
		city: 'Springfield',
		country: 'US',
		timezone: 'America/Chicago',
		language: 'en',
		message: 'We are looking for a partner who can take over our maintenance next spring.',
		topics: ['maintenance', 'roof'],
		consent: [
			{ channel: 'email', purpose: 'marketing', given: true, at, text: 'Yes, write to me.' },
		],
		firstUtm: { source: 'google', medium: 'organic' },
		landingUrl: 'https://www.example.com/maintenance?utm_source=google',
		stage: 'new',
		stageHistory: [{ from: null, to: 'new', by: 'Lead Capture', at }],
		fieldTimes: { email: at, phone: at, company: at },
		extra: { 'Roof age': n % 40 },
	};
}

export function touchOf(lead: Lead): Touchpoint {
	return {
		touchId: `touch-${lead.leadId}`,
		leadId: lead.leadId,
		type: 'form.submit',
		direction: 'in',
		actor: { kind: 'human', confidence: 1 },
		occurredAt: lead.createdAt,
		receivedAt: lead.createdAt,
		source: 'webhook:website',
		sourceId: lead.sourceId ?? '',
	};
}

export function captureOf(n: number): LeadChange {
	const lead = leadOf(n);
	return {
		lead,
		version: 'new',
		keys: [{ kind: 'email', value: lead.email ?? '' }],
		touchpoints: [touchOf(lead)],
		audit: {
			by: 'Lead Capture',
			action: 'capture',
			changes: audited(lead),
		},
	};
}

/** What a capture writes into the audit. */
export function audited({ email, company }: Lead) {
	return { email: { to: email }, company: { to: company }, stage: { to: 'new' } };
}

/** What lead number n sent. */
export function receiptOf(n: number) {
	return {
		receiptId: `receipt${n}`,
		eventId: `event${n}`,
		payload: { email: `person${n}@example.com`, message: 'Please call me back.' },
	};
}

/** The same lead after filter and score. */
export function updateOf(n: number, version = 1): LeadChange {
	const lead = scoredOf(n, version);
	return { lead, version, audit: { by: 'Score', action: 'score', changes: scoreChanges(lead) } };
}

export function scoredOf(n: number, version = 1): Lead {
	return {
		...leadOf(n),
		stage: 'filtered',
		score: (n + version) % 100,
		temperature: 'warm',
		priority: 2,
	};
}

export function scoreChanges(lead: Lead) {
	return { score: { to: lead.score }, temperature: { to: lead.temperature } };
}
