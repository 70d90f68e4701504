import type { AssignPolicy } from '../../../lib/core/assign/request';
import type { Rep } from '../../../lib/core/assign/types';
import type { PostgresPlace } from '../../../lib/store/postgres/place';
import { aRep } from '../../../test/store/fixtures';

/** Where the store is that processes claim from. */
export type Where =
	{ engine: 'sqlite'; folder: string } | { engine: 'postgres'; place: PostgresPlace };

/** What a process of claimers is told. */
export interface ClaimerOrder {
	where: Where;
	workspaces: string[];
	/** Give leads out in turn, or pull the next one. */
	kind: 'assign' | 'claim';
	/** Number of this process, and claimers in it per workspace. */
	process: number;
	claimers: number;
	leads: number;
	/** Every so many-th batch is a claimer's. */
	spread: number;
	leaseMs: number;
	/** How long a claimer works on a lead at most, before it writes what came of it. */
	workMs: number;
}

/** Reps of a workspace, all of equal weight. */
export function repsOf(workspace: string): Rep[] {
	return Array.from({ length: 8 }, (_, index) => {
		const email = `${workspace}-rep${index}@example.com`;
		return aRep(email, { name: `Rep ${index}`, email, team: 'North' });
	});
}

/** Everybody in turn. */
export const claimPolicy: AssignPolicy = {
	rules: [],
	strategy: 'roundRobin',
	keepWith: ['owner'],
	fallback: 'unassigned',
	slaMinutes: { hot: 15, warm: 240, cold: 1440 },
};

/** Id of a workspace's lead with this number. */
export function leadIdOf(workspace: string, n: number): string {
	return `${workspace}-${String(n).padStart(6, '0')}`;
}

/** A number from 0 to 1; what is random here is when things happen, never what is right. */
export const anyRandom = (): number => Math.random();
