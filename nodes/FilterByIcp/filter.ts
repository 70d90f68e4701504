import { itemReader, type ItemReader } from '../../lib/core/capture/read/item';
import {
	compileProfiles,
	type CompiledFilter,
	type FilterResult,
} from '../../lib/core/filter/profile';
import { seeingPack } from '../../lib/core/packs/fields';
import type { PackKey } from '../../lib/core/packs/types';
import { filterLeads } from '../../lib/process/filter/filter';
import { clockNow } from '../../lib/process/stores';
import {
	everyLeadProperties,
	includeReasons,
	mostOut,
	pickedPack,
	runEveryLead,
	stop,
	wantsEveryLead,
	wantsReasons,
	whoIs,
	type ItemLead,
	type Operation,
	type Run,
} from '../shared';
import { filterConfig, filterFields } from './fields';

/** Sorts leads by how well they fit the ideal customer profile. */
export const filter: Operation = {
	value: 'filter',
	name: 'Filter',
	action: 'Filter leads by ideal customer profile',
	description:
		'Sort leads into Ideal, Possible and Outside, with the reasons in words; what is not known never fails a lead',
	outputs: ['Ideal', 'Possible', 'Outside'],
	worksWithoutStore: true,
	fields: [...everyLeadProperties({ leaving: 'whose verdict changed' }), ...filterFields],
	options: [includeReasons, mostOut],
	async run(run) {
		const pack = pickedPack(run);
		const compiled = compileProfiles(filterConfig(run.parameters, pack));
		if (compiled.kind === 'wrong') {
			throw stop(run, {
				message: compiled.messages[0] ?? 'The profiles cannot be used',
				remedy:
					compiled.messages.slice(1).join('\n') || "Correct it under 'Profiles' or 'Categories'.",
			});
		}
		const ask = pack ? seeingPack(pack, compiled.filter) : compiled.filter;
		if (run.store === 'none') {
			const read = itemReader(run.functions.getTimezone(), pack ? undefined : compiled.fields);
			await filterItems(run, read, ask);
		} else if (wantsEveryLead(run)) await filterEvery(run, ask, pack?.key);
		else await filterStored(run, ask, pack?.key);
	},
};

const outputs = {
	ideal: 'Ideal',
	possible: 'Possible',
	unknown: 'Possible',
	outside: 'Outside',
} as const;

/** On the items alone nothing is loaded or kept; the clock matters to rules about dates only. Columns may have any names. */
async function filterItems(run: Run, read: ItemReader, ask: CompiledFilter): Promise<void> {
	const now = clockNow();
	const told = teller(run);
	for (const [index, { json }] of run.items.entries()) {
		const result = ask(read(json), now);
		run.emit(outputs[result.verdict], index, told(result));
		if (index % slice === slice - 1) await run.pause();
	}
}

/** After the profile was changed: every lead is judged anew, and those of whom it says something else now are sent on. */
async function filterEvery(
	run: Run,
	ask: CompiledFilter,
	pack: PackKey | undefined,
): Promise<void> {
	const context = await run.context();
	const told = teller(run);
	await runEveryLead(
		run,
		async (leads) => await filterLeads(context, leads, ask, pack),
		(outcome, before) => {
			if (outcome.kind === 'refused') return 'failed';
			const { lead, result } = outcome;
			if (before.icp?.verdict === result.verdict) return undefined;
			return { output: outputs[result.verdict], json: { ...whoIs(lead), ...told(result) } };
		},
	);
}

async function filterStored(
	run: Run,
	ask: CompiledFilter,
	pack: PackKey | undefined,
): Promise<void> {
	const context = await run.context();
	const found = await run.leads();
	const leads: ItemLead[] = [];
	const places: number[] = [];
	for (const [index, stored] of found.entries()) {
		if (!stored) continue;
		leads.push(stored);
		places.push(index);
	}
	const outcomes = await filterLeads(context, leads, ask, pack);
	const told = teller(run);
	for (const [place, outcome] of outcomes.entries()) {
		const index = places[place] ?? 0;
		if (outcome.kind === 'refused') run.fail(index, { message: outcome.message });
		else {
			const { leadId, stage } = outcome.lead;
			run.emit(outputs[outcome.result.verdict], index, { leadId, ...told(outcome.result), stage });
		}
	}
}

const slice = 64;

/** Makes what an item gets to know of a result. */
function teller(run: Run): (result: FilterResult) => object {
	const reasoned = wantsReasons(run);
	return ({ verdict, profile, reasons, profiles, fit, category }) => {
		const icp = reasoned ? { verdict, profile, reasons, profiles } : { verdict, profile };
		return { icp, fit: fit ?? null, category };
	};
}
