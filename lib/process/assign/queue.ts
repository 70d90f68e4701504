import { inOrderOfWork, workedStages } from '../../core/assign/queue';
import type { Rep } from '../../core/assign/types';
import type { Lead } from '../../core/lead/lead';
import type { ProcessContext } from '../context';
import { claimNext, type Claimed } from './claim';

/** What a rep has and what waits for somebody to claim it. */
export interface Queue {
	/** The rep's leads in the order of work, at most `mostOwn`. */
	own: Lead[];
	/** The rep has more than are shown. */
	more: boolean;
	/** The best of those that wait, at most `mostWaiting`. */
	waiting: Lead[];
}

const mostOwn = 100;
const mostWaiting = 5;
/** Working minutes until a lead claimed from the page goes back, as the node's 'Give Back After' has it at first. */
const giveBackAfter = 30;

/** Reads a rep's leads and what they may claim next. */
export async function queueOf(context: ProcessContext, rep: Rep): Promise<Queue> {
	const { store, now } = context;
	const names = [...new Set([rep.repId, rep.email])];
	const pages = await Promise.all(
		names.map((owner) =>
			store.listLeads({
				owner,
				stages: [...workedStages],
				sort: 'nextActionAt',
				limit: mostOwn + 1,
			}),
		),
	);
	const leads = pages.flatMap((page) => page.leads.map(({ lead }) => lead));
	const waiting: Lead[] = [];
	for (const pool of poolsOfRep(rep)) {
		const limit = mostWaiting - waiting.length;
		if (limit <= 0) break;
		for (const { lead } of await store.listWaiting({ pool, limit })) waiting.push(lead);
	}
	return {
		own: inOrderOfWork(leads, now).slice(0, mostOwn),
		more: leads.length > mostOwn,
		waiting,
	};
}

/** Gives a rep the next lead of their team's pool, or else of those that wait in no team's. */
export async function claimForRep(context: ProcessContext, rep: Rep): Promise<Claimed> {
	let claimed: Claimed | undefined;
	for (const pool of poolsOfRep(rep)) {
		const one = await claimNext(context, { rep, pool, giveBackAfter });
		if (one.kind === 'claimed') return one;
		claimed ??= one;
	}
	return claimed ?? { kind: 'nothing', why: 'No lead is waiting.' };
}

/** The team's leads come first; those that are no team's are anybody's. A rep of no team may take any. */
function poolsOfRep({ team }: Rep): Array<string | null> {
	return team === undefined || team.trim() === '' ? [''] : [team, null];
}
