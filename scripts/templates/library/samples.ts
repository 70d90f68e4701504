import type { Json } from '../../runtime/json';

/** Leads for demos: one that fits, one that may, one that does not, one that is junk. */
export const sampleLeads: readonly Json[] = [
	{
		name: 'Amelia Hartley',
		email: 'amelia.hartley@northgate-tools.example.com',
		company: 'Northgate Tools Ltd',
		jobTitle: 'Head of Operations',
		phone: '+44 20 7946 0018',
		country: 'United Kingdom',
		employees: 240,
		industry: 'Manufacturing',
		message: 'Please send a quote for 40 seats.',
	},
	{
		name: 'Jonas Brandmeier',
		email: 'jonas.brandmeier@brandmeier-logistik.example.com',
		company: 'Brandmeier Logistik GmbH',
		jobTitle: 'Managing Director',
		country: 'Germany',
		employees: 85,
		industry: 'Logistics',
		message: 'We would like to see a demo.',
	},
	{
		name: 'Elodie Marchand',
		email: 'elodie.marchand@ateliers-marchand.example.com',
		company: 'Ateliers Marchand',
		country: 'France',
	},
	{
		name: 'Tomas Student',
		email: 'tomas.student@campus.example.com',
		jobTitle: 'Student',
		country: 'United States',
		message: 'I need material for my thesis.',
	},
	{ name: 'asdf qwer', email: 'asdfasdf@asdf.example.com', message: 'sdfgsdfg' },
];
