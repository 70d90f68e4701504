import data from '../data/tlds.json';
import { slipDistance } from './distance';

const real = new Set(data.domains.split(' '));

/** Endings that people mean, most used first; a repaired ending is always one of these. */
const common = [
	'com',
	'net',
	'org',
	'edu',
	'gov',
	'de',
	'fr',
	'uk',
	'it',
	'nl',
	'es',
	'ru',
	'jp',
	'br',
	'au',
	'ca',
	'in',
	'info',
	'biz',
	'eu',
	'ch',
	'at',
	'be',
	'se',
	'pl',
	'io',
];

/** Country endings that nearly nobody registers under directly but that are one slip away from a very common one. */
const slips: Readonly<Record<string, string>> = { cm: 'com', om: 'com', et: 'net', ne: 'net' };

/** How registries group names: 'co.uk' but 'com.br'. Each country has one of the two. */
const second: Readonly<Record<string, string>> = {
	uk: 'co',
	jp: 'co',
	kr: 'co',
	nz: 'co',
	za: 'co',
	il: 'co',
	in: 'co',
	id: 'co',
	th: 'co',
	br: 'com',
	au: 'com',
	mx: 'com',
	ar: 'com',
	tr: 'com',
	sg: 'com',
	hk: 'com',
	tw: 'com',
	my: 'com',
	ph: 'com',
	cn: 'com',
	pe: 'com',
	vn: 'com',
	pt: 'com',
	ua: 'com',
	pl: 'com',
	gr: 'com',
};
const compounds = Object.entries(second).map(([country, group]) => `${group}.${country}`);

/** Whether the last part of an ending is a top-level domain that exists. */
export function isRealEnding(ending: string): boolean {
	return isReal(ending.slice(ending.lastIndexOf('.') + 1));
}

/**
 * The domain with its ending as it was probably meant (.con → .com, .couk → .co.uk, .co.br → .com.br), or undefined where
 * the ending exists or nothing common is near.
 */
export function repairEnding(domain: string): string | undefined {
	const labels = domain.split('.');
	if (labels.length < 2 || labels.includes('')) return undefined;
	const top = labels.at(-1) ?? '';
	if (labels.length >= 3) {
		const group = labels.at(-2) ?? '';
		const fixed = repairCompound(group, top);
		if (fixed !== undefined) return [...labels.slice(0, -2), fixed].join('.');
		if (group.length > 1 && isReal(top)) return undefined;
	}
	const better = repairTop(top);
	return better === undefined ? undefined : [...labels.slice(0, -1), better].join('.');
}

function repairTop(top: string): string | undefined {
	const slip = slips[top];
	if (slip !== undefined) return slip;
	if (isReal(top)) return undefined;
	const joined = compounds.find((compound) => compound.replace('.', '') === top);
	if (joined !== undefined) return joined;
	// Letters that hang on behind: com2, comp, comn.
	const letters = top.replace(/[0-9]+$/, '');
	if (letters !== top && real.has(letters)) return letters;
	return nearest(top, common);
}

function repairCompound(group: string, top: string): string | undefined {
	const written = `${group}.${top}`;
	if (compounds.includes(written)) return undefined;
	if (!/^(c|o|co|com|cm|om|con|cmo|vo|xo|cp)$/.test(group)) return undefined;
	const expected = second[top];
	if (expected !== undefined) return expected === group ? undefined : `${expected}.${top}`;
	return isReal(top) ? undefined : nearest(written, compounds);
}

/** Endings in other scripts are not in the list of ASCII ones and are left alone. */
function isReal(top: string): boolean {
	return real.has(top) || top.startsWith('xn--') || /[^\u0020-\u007e]/.test(top);
}

function nearest(text: string, candidates: readonly string[]): string | undefined {
	let best: { text: string; far: number } | undefined;
	for (const candidate of candidates) {
		const far = slipDistance(text, candidate);
		// Two-letter endings are one slip away from everything.
		if (far <= (candidate.length > 2 ? 1.4 : 0.8) && (best === undefined || far < best.far)) {
			best = { text: candidate, far };
		}
	}
	return best?.text;
}
