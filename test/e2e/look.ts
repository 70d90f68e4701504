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
	// Evaluated from outside, since the page's policy allows no script but its own.
	await page.evaluate(axe.source);
	const found: unknown = await page.evaluate('axe.run()');
	const faults = listAt(found, 'violations').map(
		(fault) => `${textAt(fault, 'id')}: ${JSON.stringify(at(fault, 'nodes')).slice(0, 400)}`,
	);
	expect([name, faults]).toEqual([name, []]);
	const sizes = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]');
	const [wide = 0, screen = 0] = Array.isArray(sizes) ? sizes.map(Number) : [];
	expect(wide).toBeLessThanOrEqual(screen);
}
