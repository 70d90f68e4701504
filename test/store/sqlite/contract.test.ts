import { afterAll, beforeAll } from '@jest/globals';
import { storeContract } from '../contract';
import { sqlitePlace } from './place';

// While one store stays open, the worker thread does too: a new one for every test would be most of the time.
let keeper: Awaited<ReturnType<typeof sqlitePlace>>;
beforeAll(async () => {
	keeper = await sqlitePlace();
	await keeper.open();
});
afterAll(() => keeper.remove());

storeContract('SQLite', sqlitePlace);
