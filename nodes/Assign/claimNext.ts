import type { Rep } from '../../lib/core/assign/types';
import { claimNext } from '../../lib/process/assign/claim';
import { asText, type Operation, type Problem } from '../shared';

/** Gives the best waiting lead to a rep who asks. */
export const claim: Operation = {
	value: 'claimNext',
	name: 'Claim Next',
	action: 'Claim next lead for rep',
	description:
		'Give the best lead that waits in a pool to one rep and to no other, even when many ask at once',
	outputs: ['Claimed'],
	fields: [
		{
			displayName: 'Rep',
			name: 'rep',
			type: 'string',
			default: '',
			placeholder: 'e.g. ann@example.com',
			description: 'E-mail or name of the rep who asks, as in the reps list',
		},
		{
			displayName: 'Pool',
			name: 'pool',
			type: 'string',
			default: '',
			placeholder: 'e.g. North',
			description: 'Name of the pool or team; empty for any lead that belongs to nobody',
		},
		{
			displayName: 'Give Back After (Minutes)',
			name: 'giveBackAfter',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 30,
			description:
				"Working minutes until 'Reassign Overdue' puts the lead back into the pool if nobody answered it",
		},
	],
	async run(run) {
		const context = await run.context();
		const reps = await context.store.reps();
		const rep = run.parameters.each('rep');
		const pool = run.parameters.each('pool');
		const giveBackAfter = run.parameters.number('giveBackAfter', 30);
		// Everyone who asks is looked up before anything is given out: a run that stops has then claimed nothing.
		const asking = [...run.items.keys()].map((index) => findRep(reps, asText(rep(index)) ?? ''));
		for (const [index, found] of asking.entries())
			if (found === undefined) run.fail(index, noRep(asText(rep(index)) ?? ''));
		for (const [index, found] of asking.entries()) {
			if (found === undefined) continue;
			const claimed = await claimNext(context, {
				rep: found,
				pool: String(pool(index) ?? '').trim(),
				giveBackAfter,
			});
			if (claimed.kind === 'nothing') run.hint(claimed.why);
			else {
				const { lead, assignment } = claimed;
				run.emit('Claimed', index, { ...lead, assignment });
			}
			await run.pause();
		}
	},
};

function noRep(wanted: string): Problem {
	return {
		message: wanted === '' ? "'Rep' is empty" : `There is no rep '${wanted}' in the reps list`,
		remedy:
			"Write the e-mail or name as in the list; reps are saved there by the operation 'Assign'.",
	};
}

function findRep(reps: readonly Rep[], wanted: string): Rep | undefined {
	const name = wanted.trim().toLowerCase();
	return reps.find((rep) =>
		[rep.repId, rep.email, rep.name].some((one) => name !== '' && one.toLowerCase() === name),
	);
}
