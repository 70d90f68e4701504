import { afterEach, beforeEach } from '@jest/globals';
import type { LeadStore } from '../../../lib/store/port';
import { handClock, type StorePlace } from '../place';

/** The store of the test at hand, with a clock the test turns. */
export interface Setting {
	place: StorePlace;
	store: LeadStore;
	clock: ReturnType<typeof handClock>;
}

/** Opens an empty store before each test of the block and removes it afterwards. */
export function setUp(makePlace: () => Promise<StorePlace>): () => Setting {
	let setting: Setting | undefined;
	beforeEach(async () => {
		const place = await makePlace();
		const clock = handClock();
		setting = { place, clock, store: await place.open({ clock }) };
	});
	afterEach(async () => {
		await setting?.place.remove();
		setting = undefined;
	});
	return () => {
		if (setting === undefined) throw new Error('The store is open only inside a test.');
		return setting;
	};
}
