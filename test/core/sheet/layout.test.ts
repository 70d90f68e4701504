import { describe, expect, test } from '@jest/globals';
import { leadsTab } from '../../../lib/core/sheet/columns';
import { layoutOf } from '../../../lib/core/sheet/layout';

const none = new Map<number, string>();
const place = (headers: string[], marks = none): Record<string, number> =>
	Object.fromEntries(layoutOf(leadsTab, headers, marks).place);

describe('layoutOf', () => {
	test('a tab of ours is found whole', () => {
		const layout = layoutOf(
			leadsTab,
			leadsTab.columns.map(({ header }) => header),
			new Map(leadsTab.columns.map(({ key }, index) => [index, key])),
		);
		expect(layout).toMatchObject({ missing: [], unmarked: [], healed: [], problems: [], own: [] });
	});

	test('headers are known word for word and in other languages', () => {
		expect(place(['E-Mail', 'Vorname', 'Nachname', 'Firma', 'Telefon'])).toEqual({
			email: 0,
			firstName: 1,
			lastName: 2,
			company: 3,
			phone: 4,
		});
	});

	test('a mark outlives a new name, a new place and a look-alike', () => {
		const layout = layoutOf(leadsTab, ['E-Mail', 'Mail of the boss'], new Map([[1, 'email']]));
		expect(layout.place.get('email')).toBe(1);
		expect(layout.healed).toEqual(["'E-mail' is now called 'Mail of the boss'."]);
		expect(layout.own).toEqual([{ header: 'E-Mail', index: 0 }]);
	});

	test('what nobody knows stays the user’s own column', () => {
		const { own, problems } = layoutOf(leadsTab, ['E-mail', 'Shoe size', '', 'Shoe size'], none);
		expect(own).toEqual([{ header: 'Shoe size', index: 1 }]);
		expect(problems).toEqual([
			"Two columns of yours are called 'Shoe size': only the first one is kept with the lead.",
		]);
	});

	test('a copied column does not take the place of the first', () => {
		const layout = layoutOf(
			leadsTab,
			['Owner', 'Owner'],
			new Map([
				[0, 'owner'],
				[1, 'owner'],
			]),
		);
		expect(layout.place.get('owner')).toBe(0);
		expect(layout.problems).toEqual(["Two columns stand for 'Owner': the first one is used."]);
	});
});
