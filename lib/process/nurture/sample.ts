import type { Lead } from '../../core/lead/lead';

/** A made-up lead for previews, with something in every field that mails usually quote. */
export function sampleLead(now: number): Lead {
	const at = new Date(now).toISOString();
	return {
		leadId: 'sample',
		createdAt: at,
		updatedAt: at,
		stage: 'nurturing',
		stageHistory: [],
		salutation: 'Ms',
		firstName: 'Robin',
		lastName: 'Example',
		fullName: 'Robin Example',
		email: 'robin@example.com',
		phone: '+1 202 555 0123',
		phoneE164: '+12025550123',
		company: 'Example Bakery',
		domain: 'example.com',
		title: 'Head of Purchasing',
		industry: 'Food',
		city: 'Springfield',
		country: 'US',
		language: 'en',
		need: 'an offer for two ovens',
		message: 'Please call me next week.',
		topics: ['ovens', 'financing'],
		owner: 'alex@example.com',
		renewalDate: at,
	};
}
