import { describe, expect, it } from '@jest/globals';
import { certain, mapHeaders } from '../../../lib/core/capture/headers/map';
import { crmExports } from '../../../scripts/docs/crmExports';

describe('exports of other CRMs are understood without mapping by hand', () => {
	it.each(crmExports.map((one) => [`${one.crm}, ${one.kind}`, one] as const))(
		'%s',
		(_name, { columns }) => {
			const mapped = mapHeaders(columns.map(([header]) => header));
			expect(
				mapped.map(({ header, target, confidence }) => [
					header,
					confidence >= certain ? target : undefined,
				]),
			).toEqual(columns);
		},
	);
});
