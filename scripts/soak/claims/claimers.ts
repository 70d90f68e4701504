import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import readline from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { reassignOverdue } from '../../../lib/process/assign/overdue';
import { idMaker } from '../../../lib/process/ids';
import { openStore } from '../../../lib/store/open';
import { StoreUnavailable, type LeadStore } from '../../../lib/store/port';
import { answersOf, crossings, fill, sharesOf } from './checks';
import { anyRandom, claimPolicy, repsOf, type ClaimerOrder } from './order';

/** What a run with many processes is. */
export interface ClaimsRun extends Pick<
	ClaimerOrder,
	'where' | 'workspaces' | 'claimers' | 'leads' | 'leaseMs' | 'workMs'
> {
	processes: number;
	/** Kills and stops processes while they pull. */
	nemesis: boolean;
}

/** What was counted, and everything that was not as promised. */
export interface ClaimsResult {
	faults: string[];
	said: string;
}

/**
 * Processes with claimers each: first they give out one half of every workspace's leads in turn, asking for the same leads
 * again and again; then they pull the other half, while some are killed and some stopped for longer than their claims last.
 */
export async function runClaims(run: ClaimsRun): Promise<ClaimsResult> {
	const stores = await Promise.all(
		run.workspaces.map((workspace) => openStore({ ...run.where, workspace })),
	);
	const faults: string[] = [];
	const seen = { saved: 0, stale: 0, away: 0, killed: 0, stopped: 0 };
	const count = (line: string) => {
		if (line.startsWith('saved')) seen.saved += 1;
		else if (line.startsWith('away')) seen.away += 1;
		else seen.stale += 1;
	};
	const phase = timing(run.where.engine);
	try {
		for (const store of stores) await fill(store, run.leads);
		const first = Array.from({ length: run.processes }, (_, process) =>
			start(orderOf(run, 'assign', process), count),
		);
		await Promise.all(first.map(({ ended }) => ended));
		phase('given out');
		for (const store of stores) faults.push(...(await sharesOf(store, run.leads)));
		for (const store of stores) await fill(store, run.leads, run.leads);
		const pulling = Array.from({ length: run.processes }, (_, process) =>
			start(orderOf(run, 'claim', process), count),
		);
		await watch(run, stores, pulling, seen, count);
		phase('pulled');
		for (const store of stores) faults.push(...(await answersOf(store, run.leads)));
		faults.push(...(await crossings(stores, 2 * run.leads)));
		phase('checked');
	} finally {
		await Promise.all(stores.map((store) => store.close()));
	}
	const said = `${run.where.engine}: ${run.workspaces.length} × ${run.leads} leads given out and as many pulled by ${run.processes} × ${run.claimers} claimers each, ${seen.killed} processes killed, ${seen.stopped} stopped, ${seen.stale} stale writes refused, ${seen.away} calls made again because the store was held by a stopped process`;
	return { faults, said };
}

/** Says on standard error what is done, with the seconds it took. */
function timing(engine: string): (what: string) => void {
	let began = performance.now();
	return (what) => {
		console.error(`  ${engine}: ${what} (${Math.round((performance.now() - began) / 1000)} s)`);
		began = performance.now();
	};
}

function orderOf(run: ClaimsRun, kind: ClaimerOrder['kind'], process: number): ClaimerOrder {
	const { where, workspaces, claimers, leads, leaseMs, workMs } = run;
	const spread = Math.max(1, Math.floor((run.processes * claimers) / 3));
	return { where, workspaces, kind, process, claimers, leads, spread, leaseMs, workMs };
}

interface Claimer {
	child: ChildProcess;
	ended: Promise<unknown>;
	order: ClaimerOrder;
}

function start(order: ClaimerOrder, heard: (line: string) => void): Claimer {
	const child = spawn(
		process.execPath,
		[
			...['--require', path.resolve(__dirname, '../../register.cjs')],
			...[path.join(__dirname, 'claimer.ts'), JSON.stringify(order)],
		],
		{ stdio: ['ignore', 'pipe', 'inherit'] },
	);
	readline.createInterface({ input: child.stdout }).on('line', heard);
	return { child, ended: once(child, 'exit'), order };
}

/** Lets what lapsed go back to the pool, and kills, stops and wakes processes, until all have ended. */
async function watch(
	run: ClaimsRun,
	stores: readonly LeadStore[],
	pulling: Claimer[],
	seen: { killed: number; stopped: number },
	heard: (line: string) => void,
): Promise<void> {
	let running = true;
	const all = async () => {
		for (let known = 0; known < pulling.length;) {
			known = pulling.length;
			await Promise.all(pulling.map(({ ended }) => ended));
		}
		running = false;
	};
	const ends = all();
	for (let round = 1; running; round++) {
		await Promise.race([sleep(run.leaseMs / 2), ends]);
		for (const store of stores) await lapse(store).catch(unlessAway);
		const alive = pulling.filter(
			({ child }) => child.exitCode === null && child.signalCode === null,
		);
		const victim = alive[Math.floor(anyRandom() * alive.length)];
		if (!run.nemesis || victim === undefined || round > 40) continue;
		if (round % 5 === 2) {
			pulling.push(start(victim.order, heard));
			victim.child.kill('SIGKILL');
			seen.killed += 1;
		} else if (round % 5 === 4) {
			victim.child.kill('SIGSTOP');
			seen.stopped += 1;
			setTimeout(() => victim.child.kill('SIGCONT'), run.leaseMs * 3);
		}
	}
	for (const store of stores) await lapse(store);
}

function unlessAway(error: unknown): void {
	if (!(error instanceof StoreUnavailable && error.retryable)) throw error;
}

async function lapse(store: LeadStore): Promise<void> {
	const [settings, now] = await Promise.all([store.settings(), store.now()]);
	const context = { store, settings, now, newId: idMaker(() => now), by: 'sweeper' };
	await reassignOverdue(context, claimPolicy, repsOf(store.workspace));
}
