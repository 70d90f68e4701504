import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { writtenInstant } from '../../../lib/core/calendar/written';
import { instantOf } from '../../../lib/core/capture/read/instant';
import { toInstant } from '../../../lib/core/filter/values';
import { readInstant } from '../../../lib/core/track/values';

const readers = [
	['Capture', (text: string) => Date.parse(instantOf(text) ?? '') || undefined],
	['Track', readInstant],
	['conditions and fields', toInstant],
] as const;

describe.each(readers)('dates as %s reads them', (_name, read) => {
	it.each([
		['02.03.2026 08:00', '2026-03-02T08:00:00.000Z'],
		['2.3.2026', '2026-03-02T00:00:00.000Z'],
		['31.12.2026', '2026-12-31T00:00:00.000Z'],
		['02.03.2026, 08:00:05', '2026-03-02T08:00:05.000Z'],
		['2026.03.02', '2026-03-02T00:00:00.000Z'],
		['2026/03/02 08:00', '2026-03-02T08:00:00.000Z'],
		['2026-03-02 08:00', '2026-03-02T08:00:00.000Z'],
		['2026-03-02T08:00:00.123456+0100', '2026-03-02T07:00:00.123Z'],
		['2026-03-02T08:00:00+01', '2026-03-02T07:00:00.000Z'],
		['March 5, 2026', '2026-03-05T00:00:00.000Z'],
		['5 Mar 2026 08:00', '2026-03-05T08:00:00.000Z'],
		['Thu, 05 Mar 2026 08:00:00 +0100 (CET)', '2026-03-05T07:00:00.000Z'],
		['Thu Mar 05 2026', '2026-03-05T00:00:00.000Z'],
	])('%s is %s', (text, at) => {
		expect(new Date(read(text) ?? NaN).toISOString()).toBe(at);
	});

	it.each([
		'03/04/2026',
		'12/31/2026',
		'03-04-2026',
		'31.02.2026',
		'2026-02-30',
		'02.13.2026',
		'02.03.26',
		'2026-03-02T25:00:00Z',
		'maybe 12',
		'Room 5 March',
		'soon',
	])('%s is none', (text) => {
		expect(read(text)).toBeUndefined();
	});
});

describe('writtenInstant', () => {
	it('reads back every instant that was written in ISO 8601', () => {
		fc.assert(
			fc.property(
				fc.date({
					min: new Date('1000-01-01T00:00:00Z'),
					max: new Date('9999-12-31T00:00:00Z'),
					noInvalidDate: true,
				}),
				(date) => {
					expect(writtenInstant(date.toISOString())).toBe(date.getTime());
					expect(writtenInstant(date.toUTCString())).toBe(Math.floor(date.getTime() / 1000) * 1000);
				},
			),
		);
	});
});
