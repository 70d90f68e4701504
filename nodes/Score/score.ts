import type { INodeProperties } from 'n8n-workflow';
import { itemReader, type ItemFacts, type ItemReader } from '../../lib/core/capture/read/item';
import { factsOf, fieldReader } from '../../lib/core/filter/values';
import { colleaguesAmong } from '../../lib/core/score/among';
import type { ScoreConfig } from '../../lib/core/score/rules';
import { compileScore, type CompiledScore, type EngagementOf } from '../../lib/core/score/score';
import { touchesOfItem } from '../../lib/core/score/item';
import type { ScoreTouch } from '../../lib/core/score/signals';
import { seeingPack } from '../../lib/core/packs/fields';
import type { OutsideField, OutsideResults } from '../../lib/process/score/prepare';
import { scoreLeads, type ScoreOptions } from '../../lib/process/score/score';
import { clockNow } from '../../lib/process/stores';
import {
	asText,
	everyLeadProperties,
	includeReasons,
	mostOut,
	packProperty,
	pickedPack,
	runEveryLead,
	stop,
	wantsEveryLead,
	whoIs,
	type ItemLead,
	type Operation,
	type Run,
} from '../shared';
import { learnedOf, watched } from './learned';
import { lockOf, lockOptions, onlyForItems } from './lock';
import { outsideFields, rulesProperty, toRule } from './rules';
import { teller, tellUnread } from './told';

const threshold = (displayName: string, name: string, preset: number): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 100 },
	default: preset,
	description: 'Score from which a lead is that warm',
});

const cap = (displayName: string, name: string, preset: number): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	typeOptions: { minValue: 0 },
	default: preset,
	description: 'The most that touchpoints of this kind add together',
});

/** Scores leads by rules. */
export const score: Operation = {
	value: 'score',
	name: 'Score',
	action: 'Score leads',
	description:
		'Give each lead a score from fit and engagement, with a receipt that adds up; points fade, so a silent lead cools down',
	outputs: ['Hot', 'Warm', 'Cold'],
	worksWithoutStore: true,
	fields: [
		...everyLeadProperties({ leaving: 'whose temperature changed' }),
		{
			displayName: 'Model',
			name: 'model',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Points', value: 'points', description: 'The rules below' },
				{
					name: 'Learned',
					value: 'learned',
					description: "The table that 'Learn From History' made last",
				},
				{
					name: 'Both',
					value: 'both',
					description: 'The rules, blended with the learned table as far as it is to be trusted',
				},
			],
			default: 'points',
		},
		packProperty('None', "Adds an industry's own rules to the ones below"),
		rulesProperty,
		{
			displayName: 'Fit Weight (%)',
			name: 'fitWeight',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 100 },
			default: 50,
			description: 'How much of the score is fit with the profile; the rest is engagement',
		},
		threshold('Hot From', 'hotFrom', 80),
		threshold('Warm From', 'warmFrom', 50),
		threshold('Cold From', 'coldFrom', 20),
	],
	options: [
		{
			displayName: 'As Of',
			name: 'asOf',
			type: 'dateTime',
			default: '',
			description: 'Shows the score of a past moment and saves nothing',
		},
		{
			displayName: 'Learned Version',
			name: 'learnedVersion',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 1,
			description: 'Which version of the learned table counts; without this option the newest does',
		},
		...lockOptions,
		cap('Most From Ads', 'capAds', 10),
		cap('Most From Conversations', 'capConversations', 40),
		cap('Most From E-Mail', 'capEmail', 25),
		cap('Most From the Website', 'capWeb', 30),
		{
			displayName: 'Company Roll-Up (%)',
			name: 'companyRollUp',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 100 },
			default: 25,
			description:
				'How much of what colleagues at the same company (domain) did counts for a lead too, at most 20 points of engagement',
		},
		includeReasons,
		mostOut,
	],
	async run(run) {
		const asOf = moment(run);
		const learned = await learnedOf(run);
		const { ask: byRules, engagementOf, read } = compile(run, learned);
		const { ask, tell } = watched(run, learned, byRules);
		const rollUp = engagementOf && { engagementOf };
		const lock = lockOf(run);
		if (run.store === 'none') await scoreItems(run, read, ask, asOf ?? clockNow(), engagementOf);
		else if (wantsEveryLead(run)) {
			if (asOf !== undefined || lock) throw stop(run, onlyForItems);
			await scoreEvery(run, ask, { ...rollUp });
		} else {
			await scoreStored(run, ask, {
				...(asOf !== undefined && { asOf }),
				...(lock && { lock }),
				...rollUp,
				outside: outsideFields(run.parameters.rows('rules', 'rule')),
			});
		}
		tell();
	},
};

const outputs = { hot: 'Hot', warm: 'Warm', cold: 'Cold', old: 'Cold' } as const;

function compile(
	run: Run,
	learned: ScoreConfig['learned'],
): { ask: CompiledScore; engagementOf?: EngagementOf; read: ItemReader } {
	const { parameters } = run;
	const pack = pickedPack(run);
	const rollUp = parameters.number('options.companyRollUp', 0);
	const number = (name: string, preset: number) => parameters.number(name, preset);
	const compiled = compileScore({
		rules: [...(pack?.score ?? []), ...parameters.rows('rules', 'rule').flatMap(toRule)],
		fitWeight: number('fitWeight', 50) / 100,
		hotFrom: number('hotFrom', 80),
		warmFrom: number('warmFrom', 50),
		coldFrom: number('coldFrom', 20),
		caps: {
			web: number('options.capWeb', 30),
			email: number('options.capEmail', 25),
			conversations: number('options.capConversations', 40),
			ads: number('options.capAds', 10),
		},
		...(learned && { learned }),
		...(rollUp > 0 && { company: { share: rollUp / 100, cap: 20 } }),
	});
	if (compiled.kind === 'compiled') {
		const ask = pack ? seeingPack(pack, compiled.score) : compiled.score;
		const read = itemReader(run.functions.getTimezone(), pack ? undefined : compiled.fields);
		return rollUp > 0 ? { ask, engagementOf: compiled.engagementOf, read } : { ask, read };
	}
	throw stop(run, {
		message: compiled.messages[0] ?? 'The rules cannot be used',
		remedy: compiled.messages.slice(1).join('\n') || "Correct it under 'Rules'.",
	});
}

function moment(run: Run): number | undefined {
	const text = run.parameters.text('options.asOf');
	if (text === '') return undefined;
	const at = Date.parse(text);
	if (Number.isNaN(at))
		throw stop(run, {
			message: `'As Of' is no date: '${text}'`,
			remedy: 'Write it as 2026-03-01.',
		});
	return at;
}

/** On the items alone, whose columns may have any names, the touchpoints are those in the item's 'touchpoints' field, where there is one. */
async function scoreItems(
	run: Run,
	read: ItemReader,
	ask: CompiledScore,
	now: number,
	engagementOf: EngagementOf | undefined,
): Promise<void> {
	const people: Array<{ facts: ItemFacts; touches: ScoreTouch[] }> = [];
	const unread: number[] = [];
	for (const [index, { json }] of run.items.entries()) {
		const carried = touchesOfItem(json['touchpoints'], now);
		people.push({ facts: read(json), touches: carried.touches });
		if (carried.unread > 0) unread.push(index);
		if (index % slice === slice - 1) await run.pause();
	}
	const colleagues =
		engagementOf &&
		colleaguesAmong(
			people.map(({ facts, touches }) => ({
				domain: asText(facts['domain']),
				company: asText(facts['company']),
				engagement: engagementOf(touches, now),
			})),
		);
	tellUnread(run, unread);
	const told = teller(run);
	for (const [index, { facts, touches }] of people.entries()) {
		const result = ask(facts, touches, now, facts.temperature, colleagues?.(index));
		run.emit(outputs[result.temperature], index, told(result));
		if (index % slice === slice - 1) await run.pause();
	}
}

/** Scores fade by themselves: a run over the store lets silent leads cool down. Those that crossed a threshold are sent on. */
async function scoreEvery(run: Run, ask: CompiledScore, options: ScoreOptions): Promise<void> {
	const context = await run.context();
	const told = teller(run);
	await runEveryLead(
		run,
		async (leads) => await scoreLeads(context, leads, ask, options),
		(outcome) => {
			if (outcome.kind === 'refused') return 'failed';
			const { lead, result } = outcome;
			if (!result.crossed) return undefined;
			return { output: outputs[result.temperature], json: { ...whoIs(lead), ...told(result) } };
		},
	);
}

async function scoreStored(run: Run, ask: CompiledScore, options: ScoreOptions): Promise<void> {
	const context = await run.context();
	const found = await run.leads();
	const leads: ItemLead[] = [];
	const places: number[] = [];
	for (const [index, stored] of found.entries()) {
		if (!stored) continue;
		leads.push(stored);
		places.push(index);
	}
	const results = options.outside?.length
		? places.map((index) => resultsOf(run.items[index]?.json ?? {}, options.outside ?? []))
		: undefined;
	const outcomes = await scoreLeads(context, leads, ask, {
		...options,
		...(results && { results }),
	});
	const told = teller(run);
	for (const [place, outcome] of outcomes.entries()) {
		const index = places[place] ?? 0;
		if (outcome.kind === 'refused') run.fail(index, { message: outcome.message });
		else {
			const { leadId, stage } = outcome.lead;
			run.emit(outputs[outcome.result.temperature], index, {
				leadId,
				...told(outcome.result),
				stage,
			});
		}
	}
}

/** What the item says in the fields of the rules about external results. */
function resultsOf(json: object, outside: readonly OutsideField[]): OutsideResults {
	const keys = outside.flatMap(({ field, since }) => (since ? [field, since] : [field]));
	return Object.fromEntries(keys.map((key) => [key, fieldReader(key)(factsOf(json))]));
}

const slice = 64;
