import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** How a visit goes: what is done on its pages, and how the last one ends. */
export interface VisitPlan {
	/** Seconds spent on each page, in order; one of several parts with the tab in the background between them. */
	pages: number[][];
	/** The tab is closed, or its process dies; then the visitor comes back later. */
	end: 'close' | 'kill';
	/** Pages follow one another without being loaded, as those of a single-page app. */
	app?: boolean;
	/** Seconds until the visitor agrees to being counted; the website asks before. */
	consentAfter?: number;
	/** Nobody touches the page after it has been opened. */
	idle?: boolean;
}

/** A page of a visit: its address, and for how many seconds it was looked at. */
export interface Stay {
	url: string;
	seconds: number;
}

/** Seconds for which a hidden tab is away, and after which a dead one is noticed. */
const awaySeconds = 1.5;
const deadSeconds = 6;
/** Seconds for which the browser stays open after its last tab. */
const afterwardsSeconds = 2;
/** After so long without a touch nobody is there any more (SPEC 8). */
const patience = 30;
/** The headless browser says that it is one, and programs are not counted as people. */
export const personsAgent =
	'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36';

/**
 * A person visits a website as planned, in a browser of their own, and this is what the website should have counted. Times are taken
 * outside of the browser.
 *
 * @param addressOf the address of the nth page
 */
export async function visitAsPlanned(
	browser: Browser,
	plan: VisitPlan,
	addressOf: (page: number) => string,
): Promise<Stay[]> {
	const context = await browser.newContext({ userAgent: personsAgent });
	try {
		await context.addInitScript(canHide);
		const page = await context.newPage();
		const stays: Stay[] = [];
		for (const [nth, parts] of plan.pages.entries()) {
			const url = addressOf(nth);
			if (nth === 0 || plan.app !== true) await page.goto(url, { waitUntil: 'load' });
			else await page.evaluate((to) => history.pushState({}, '', to), url);
			if (nth === 0 && plan.consentAfter !== undefined) {
				await stay(page, plan.consentAfter, false);
				await page.click('#agree');
			}
			let seconds = 0;
			for (const [part, wanted] of parts.entries()) {
				if (part > 0) {
					await setHidden(page, true);
					await sleep(awaySeconds * 1000);
					await setHidden(page, false);
				}
				seconds += await stay(page, wanted, plan.idle === true);
			}
			stays.push({ url, seconds: plan.idle ? Math.min(seconds, patience) : seconds });
		}
		if (plan.end === 'close') await page.close();
		else await dieAndComeBack(context, page, addressOf(plan.pages.length));
		// What was sent while the page was closing needs its browser a moment longer, as it has it where people close a tab.
		await sleep(afterwardsSeconds * 1000);
		return stays;
	} finally {
		await context.close();
	}
}

/** Stays on a page and moves the mouse; how long it really was. */
async function stay(page: Page, seconds: number, idle: boolean): Promise<number> {
	const began = performance.now();
	if (!idle) await page.mouse.move(100 + Math.random() * 400, 100 + Math.random() * 300);
	for (let left = seconds; left > 0; left = seconds - (performance.now() - began) / 1000) {
		await sleep(Math.min(left, 5) * 1000);
		if (!idle && left > 5) await page.mouse.wheel(0, 40);
	}
	return (performance.now() - began) / 1000;
}

async function dieAndComeBack(context: BrowserContext, page: Page, url: string): Promise<void> {
	const session = await context.newCDPSession(page);
	// The page is gone before it can answer.
	session.send('Page.crash').catch(() => undefined);
	await sleep(deadSeconds * 1000);
	const next = await context.newPage();
	await next.goto(url, { waitUntil: 'load' });
	await sleep(1000);
	await next.close();
}

/** The headless Chromium has no tabs in the background: the page is told that it is hidden, as it would be. */
function canHide(): void {
	let state: DocumentVisibilityState = 'visible';
	Object.defineProperty(document, 'visibilityState', { get: () => state });
	document.addEventListener('test:visibility', (event) => {
		state = event instanceof CustomEvent && event.detail === true ? 'hidden' : 'visible';
		document.dispatchEvent(new Event('visibilitychange'));
	});
}

async function setHidden(page: Page, hidden: boolean): Promise<void> {
	await page.evaluate(
		(detail) => document.dispatchEvent(new CustomEvent('test:visibility', { detail })),
		hidden,
	);
}
