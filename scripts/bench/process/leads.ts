import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** The moment the benchmark takes place: nothing depends on when it is run. */
export const moment = Date.UTC(2026, 2, 2, 9);

const dayMs = 86_400_000;
const titles = ['Head of Marketing', 'Owner', 'Developer', 'Student', 'VP Sales', 'Accountant'];
const needs = ['A quote for 40 seats', undefined, 'Migration from a spreadsheet'];

/** Made-up leads of all sorts, the same every time; each with a form and a click of different ages. */
export function makeLeads(count: number, from = 0): INodeExecutionData[] {
	return Array.from({ length: count }, (_none, place) => {
		const index = from + place;
		const json: IDataObject = {
			email: `person${index}@company${index % 977}.example.com`,
			firstName: `First${index % 89}`,
			lastName: `Last${index % 353}`,
			title: titles[index % titles.length] ?? '',
			employees: (index * 37) % 3000,
			country: index % 3 === 0 ? 'DE' : 'US',
			source: 'Website',
			touchpoints: [
				{ type: 'form.submit', occurredAt: daysAgo(3 + (index % 40)) },
				{ type: 'ad.click', occurredAt: daysAgo(3 + (index % 11)) },
			],
		};
		if (index % 4 > 0) json['company'] = `Company ${index % 977}`;
		const need = needs[index % needs.length];
		if (need !== undefined) json['need'] = need;
		return { json, pairedItem: { item: place } };
	});
}

function daysAgo(days: number): string {
	return new Date(moment - days * dayMs).toISOString();
}
