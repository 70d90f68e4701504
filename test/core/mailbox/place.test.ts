import { describe, expect, it } from '@jest/globals';
import { describeLooks } from '../../../lib/core/mailbox/describe';
import {
	begun,
	ended,
	failed,
	isSuspect,
	lookedThrough,
	passOver,
	placeIn,
	reading,
	recorded,
	started,
	type MailboxPlace,
} from '../../../lib/core/mailbox/place';

const of = 'INBOX of office@example.com';
const empty = placeIn(undefined, { of, uidValidity: '1' });
const a = { uid: 4, id: 'a' };
const b = { uid: 5, id: 'b' };

describe('the place in a mailbox', () => {
	it('passes no mail before it is done with', () => {
		const one = begun(empty, [b, a]);
		expect(one).toMatchObject({ lastUid: 5, open: [a, b] });
		const two = recorded(one, [4, 5, 6], new Set([5]));
		expect(two).toMatchObject({ lastUid: 6, open: [b] });
		expect(started(two, new Set(['b'])).open).toEqual([{ ...b, starts: 1, tries: 0 }]);
		expect(ended(two, new Set(['b'])).open).toEqual([]);
	});

	it('goes on in the same folder, and begins anew in another or one that is numbered anew', () => {
		const place = begun(empty, [a]);
		expect(placeIn(place, { of, uidValidity: '1' })).toBe(place);
		expect(placeIn(place, { of: 'Other', uidValidity: '1' })).toMatchObject({
			lastUid: 0,
			open: [],
		});
		const anew = placeIn(started(place, new Set(['a'])), { of, uidValidity: '2' });
		expect(anew).toEqual({
			of,
			uidValidity: '2',
			lastUid: 0,
			open: [{ id: 'a', starts: 1, tries: 0 }],
		});
		expect(begun(anew, [{ uid: 9, id: 'a' }]).open).toEqual([
			{ uid: 9, id: 'a', starts: 1, tries: 0 },
		]);
		expect(lookedThrough(anew).open).toEqual([]);
	});

	it('gives up a mail after twenty tries or three starts', () => {
		let place: MailboxPlace = empty;
		for (let n = 1; n <= 20; n += 1) {
			const answer = failed(place, 4);
			expect(answer.over).toBe(n === 20);
			place = answer.place;
			expect(place.open).toHaveLength(n === 20 ? 0 : 1);
		}
		expect(place.lastUid).toBe(4);
		const open = [1, 2, 3].reduce((one) => started(one, new Set(['a'])), begun(empty, [a])).open;
		expect(open).toEqual([]);
	});

	it('gives up a mail over which three processes ended, and only that one', () => {
		let place: MailboxPlace = empty;
		for (let n = 1; n <= 4; n += 1) {
			const begin = reading(place, n === 1 ? [4, 5] : [4], `process ${n}`);
			expect(begin.over).toEqual(n === 4 ? [4] : []);
			place = begin.place;
			expect(place.open.every(isSuspect)).toBe(true);
		}
		expect(place.open).toMatchObject([{ uid: 5, reader: 'process 1', ends: 0 }]);
		expect(place.lastUid).toBe(5);
	});

	it('does not count against a mail what its own process can tell', () => {
		const twice = reading(reading(empty, [4], 'me').place, [4], 'me');
		const done = recorded(begun(twice.place, [a]), [4], new Set([4]));
		expect(done.open).toEqual([{ ...a, starts: 0, tries: 0, ends: 0 }]);
		expect(isSuspect(failed(twice.place, 4).place.open[0] ?? { starts: 0, tries: 0 })).toBe(true);
		expect(reading(failed(twice.place, 4).place, [4], 'other').place.open).toMatchObject([
			{ tries: 1, ends: 0 },
		]);
	});

	it('keeps what was known of a mail that fails after it was begun', () => {
		expect(failed(started(begun(empty, [a]), new Set(['a'])), 4).place.open).toEqual([
			{ ...a, starts: 1, tries: 1 },
		]);
	});

	it('is said in words', () => {
		expect(describeLooks({}, 'UTC')).toBe('Not yet');
		const lookedAt = '2026-03-20T15:00:00.000Z';
		expect(describeLooks({ lookedAt, read: 1 }, 'Europe/Berlin')).toBe(
			'20 Mar 2026, 16:00: 1 mail',
		);
		const trouble = { message: 'No route.', since: lookedAt, toldAt: lookedAt };
		const worst = passOver(
			{ lookedAt, place: begun(empty, [a]), trouble },
			{ uid: 1, at: lookedAt, why: '' },
		);
		expect(describeLooks(worst, 'UTC')).toBe(
			'20 Mar 2026, 15:00: 0 mails, 1 not finished, 1 could not be read, no look succeeds since 20 Mar 2026, 15:00: No route.',
		);
	});
});
