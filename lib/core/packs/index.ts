import { b2b } from './b2b';
import { callCentre } from './callCentre';
import { debtSettlement } from './debtSettlement';
import { education } from './education';
import { healthcare } from './healthcare';
import { insurance } from './insurance';
import { loanModification } from './loanModification';
import { mortgage } from './mortgage';
import { realEstate } from './realEstate';
import type { Pack } from './types';

/** Every pack, in the order of their names. */
export const packs: readonly Pack[] = [
	b2b,
	callCentre,
	debtSettlement,
	education,
	healthcare,
	insurance,
	loanModification,
	mortgage,
	realEstate,
];

/** The pack of this name; undefined where there is none. */
export function packOf(key: string): Pack | undefined {
	return packs.find((pack) => pack.key === key);
}
