import path from 'node:path';
import { expect } from '@jest/globals';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { at, listAt, textAt } from '../../scripts/runtime/json';

/** A phone's window. */
export const phone = { viewport: { width: 390, height: 844 } };

/** Looks at a page: a picture of it, no fault that axe knows of, nothing to be scrolled sideways. */
export async function lookAt(page: Page, pictures: string, name: string): Promise<void> {
	await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
	expect([name, await faultsOf(page)]).toEqual([name, []]);
	const sizes = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]');
	const [wide = 0, screen = 0] = Array.isArray(sizes) ? sizes.map(Number) : [];
	expect(wide).toBeLessThanOrEqual(screen);
}

/**
 * What keeps people from using a page, as axe sees it.
 *
 * @param rules names of the sets of rules it is held to; all of them unless said
 */
export async function faultsOf(page: Page, rules?: readonly string[]): Promise<string[]> {
	// Evaluated from outside, since a page's policy may allow no script but its own.
	await page.evaluate(axe.source);
	const options = rules === undefined ? '' : JSON.stringify({ runOnly: rules });
	const found: unknown = await page.evaluate(`axe.run(${options})`);
	return listAt(found, 'violations').map(
		(fault) => `${textAt(fault, 'id')}: ${JSON.stringify(at(fault, 'nodes')).slice(0, 500)}`,
	);
}
