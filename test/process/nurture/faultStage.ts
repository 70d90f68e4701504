import { afterEach, beforeEach } from '@jest/globals';
import { enrol } from '../../../lib/process/nurture/enrol';
import type { Mailing } from '../../../lib/process/nurture/mailing';
import { runDueSteps } from '../../../lib/process/nurture/runDueSteps';
import { faultServer, type FaultServer } from '../../mail/faultServer';
import {
	aClock,
	aContext,
	aDraft,
	aLead,
	aMailing,
	anEmail,
	aPool,
	aStore,
	monday,
	saved,
} from './kit';

/**
 * A store and a mail server that can fail in every way, both made anew for each test of a file.
 *
 * @param patience milliseconds until a connection counts as dead
 */
export function faultStage({
	mailing = aMailing(),
	patience,
}: { mailing?: Mailing; patience?: number } = {}) {
	const clock = aClock();
	let server: FaultServer;
	let place: Awaited<ReturnType<typeof aStore>>;

	beforeEach(async () => {
		clock.now = monday;
		server = await faultServer();
		place = await aStore(clock);
	});

	afterEach(async () => {
		await server.close();
		await place.remove();
	});

	async function enrolled(count: number) {
		const leads = await saved(
			place.store,
			Array.from({ length: count }, (_, n) => aLead(n)),
		);
		const ctx = await aContext(place.store, clock);
		await enrol(ctx, aDraft([anEmail('step1')]), leads, { startFrom: { kind: 'now' } });
	}

	async function run(options: { user?: string; maxConnections?: number } = {}) {
		const courier = aPool(server.port, {
			...options,
			...(patience !== undefined && { patience }),
		});
		const ctx = await aContext(place.store, clock);
		const reports = await runDueSteps(ctx, {
			mailing,
			courier,
			batch: 1_000,
			most: 100_000,
		});
		courier.close();
		return reports;
	}

	async function states() {
		const all = await place.store.deliveries({ limit: 1_000 });
		return all.map(({ state }) => state);
	}

	return {
		clock,
		get server() {
			return server;
		},
		get place() {
			return place;
		},
		enrolled,
		run,
		states,
	};
}
