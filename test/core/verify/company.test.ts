import { describe, expect, it } from '@jest/globals';
import { classifyTitle, companyCore, companyKey } from '../../../lib/core/verify';

describe('companyCore', () => {
	it.each([
		['Northgate Tools Ltd', 'Northgate Tools'],
		['Brandmeier Logistik GmbH & Co. KG', 'Brandmeier Logistik'],
		['Ateliers Marchand S.A.R.L.', 'Ateliers Marchand'],
		['Aksoy Tekstil A.Ş.', 'Aksoy Tekstil'],
		['Harbour Pty Ltd', 'Harbour'],
		['Stone & Lee Co., Inc.', 'Stone & Lee'],
		['A.B.C. Corp', 'A.B.C.'],
		['LLC', ''],
		['Costello', 'Costello'],
	])('%s → %s', (name, core) => {
		expect(companyCore(name)).toBe(core);
	});
});

describe('companyKey', () => {
	it.each([
		['Stone & Lee Inc.', 'The Stone and Lee Company'],
		['株式会社サンプル', 'サンプル'],
		['ООО Ромашка', 'Ромашка'],
		['Müller-Bau GmbH', 'MULLER BAU'],
	])('%s and %s are alike', (one, other) => {
		expect(companyKey(one)).toBe(companyKey(other));
		expect(companyKey(one)).not.toBe('');
	});
});

describe('classifyTitle', () => {
	it.each([
		['Co-Founder & Head of Engineering', 'founder', 'engineering'],
		['CFO', 'chief', 'finance'],
		['Geschäftsführer', 'chief', 'other'],
		['Sr. Vice President, Sales', 'vicePresident', 'sales'],
		['Directrice marketing', 'director', 'marketing'],
		['Head of IT Security', 'head', 'it'],
		['Office Manager', 'manager', 'operations'],
		['Team Lead iOS', 'lead', 'engineering'],
		['Steuerberater', 'other', 'other'],
	])('%s is %s, %s', (title, level, area) => {
		expect(classifyTitle(title)).toEqual({ level, area });
	});
});
