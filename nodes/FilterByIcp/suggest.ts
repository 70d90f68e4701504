import { isStage } from '../../lib/core/lead/lifecycle';
import { suggestProfile } from '../../lib/core/filter/suggest';
import { toInstant, type Facts } from '../../lib/core/filter/values';
import { learnableFields, readHistory } from '../../lib/process/score/history';
import { stageOptions, stop, type Operation } from '../shared';
import { nodeToPaste, panelProfiles } from './paste';

/** Proposes a profile from won and lost leads. */
export const suggest: Operation = {
	value: 'suggestProfile',
	name: 'Suggest Profile',
	action: 'Suggest profile from won and lost leads',
	description:
		'See what your won leads have in common: a profile ready to paste into Filter, with the evidence and what it would have caught',
	outputs: ['Profile'],
	fields: [
		{
			displayName: 'Won When',
			name: 'wonWhen',
			type: 'multiOptions',
			options: stageOptions,
			default: ['customer', 'keptAccount'],
			description: 'Stages that count as won',
		},
		{
			displayName: 'Lost When',
			name: 'lostWhen',
			type: 'multiOptions',
			options: stageOptions,
			default: ['disqualified', 'bad'],
			description: 'Stages that count as lost',
		},
		{
			displayName: 'Calls per Day',
			name: 'callsPerDay',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 40,
			description: 'How many leads your team can call, for the test on past leads',
		},
	],
	async run(run) {
		const { parameters } = run;
		const past = await readHistory(await run.context(), {
			wonWhen: parameters.list('wonWhen').filter(isStage),
			lostWhen: parameters.list('lostWhen').filter(isStage),
			limit: 50_000,
		});
		const perDay = parameters.number('callsPerDay', 40);
		const share = (perDay * daysOf(past.rows)) / Math.max(1, past.rows.length);
		const result = suggestProfile(
			past.rows,
			past.won,
			learnableFields(past.rows),
			share,
			`${perDay} calls a day`,
		);
		if (result.kind === 'refused') {
			throw stop(run, {
				message: result.message,
				remedy: 'Try again when more leads are won and lost.',
			});
		}
		const { profile, evidence, leaks, backtest } = result;
		for (const { field, why } of leaks) {
			run.hint(`'${field}' was left out: it seems to be filled in after the outcome (${why}).`);
		}
		run.hint(backtest.text);
		const profiles = panelProfiles(profile);
		const { type, typeVersion } = run.functions.getNode();
		run.hint(
			"Copy the text of 'paste' and paste it on the canvas: it is a Filter by ICP with this profile.",
		);
		run.emitNew('Profile', {
			profile,
			profiles,
			paste: nodeToPaste(type, typeVersion, profiles),
			evidence,
			backtest,
			leaks,
		});
	},
};

/** Days over which the leads came, at least one. */
function daysOf(rows: readonly Facts[]): number {
	const times = rows.map((row) => toInstant(row['createdAt'])).filter((at) => at !== undefined);
	const [first = 0, last = 0] = times.reduce(
		([low, high], at) => [Math.min(low, at), Math.max(high, at)],
		[Infinity, -Infinity],
	);
	return Math.max(1, Math.ceil((last - first) / 86_400_000) || 1);
}
