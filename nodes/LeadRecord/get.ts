import type { Operation } from '../shared';

/** Loads the lead of each item from the store. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get leads of the items',
	description:
		"Load everything the store knows of each item's lead, e.g. of an item with only an 'email'",
	outputs: ['Lead'],
	fields: [],
	async run(run) {
		const leads = await run.leads();
		for (const [index, stored] of leads.entries()) {
			if (stored !== undefined)
				run.emit('Lead', index, { ...stored.lead, workspace: run.workspace });
			if (index % 64 === 63) await run.pause();
		}
	},
};
