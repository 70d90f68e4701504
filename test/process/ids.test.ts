import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { idMaker } from '../../lib/process/ids';

describe('ids', () => {
	it('are ULIDs: the moment first, in 26 characters without I, L, O and U', () => {
		const id = idMaker(() => 1_469_918_176_385)();
		expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
		// The example of the ULID specification.
		expect(id.slice(0, 10)).toBe('01ARYZ6S41');
	});

	it('rise and differ, whatever the clock does', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 42 }), { minLength: 2 }), (times) => {
				let turn = 0;
				const next = idMaker(() => times[turn++ % times.length] ?? 0);
				const ids = Array.from({ length: times.length * 40 }, next);
				expect(ids).toEqual([...new Set(ids)].sort());
			}),
		);
	});

	it('of two makers at one moment do not meet', () => {
		const ids = Array.from({ length: 1000 }, () => idMaker(() => 0)());
		expect(new Set(ids).size).toBe(1000);
	});
});
