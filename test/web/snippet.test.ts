import vm from 'node:vm';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { snippet } from '../../lib/web/snippet';

type Listener = (event?: object) => void;

/** What a browser keeps for an origin: entries are its own properties, as there. */
function storage(kept: Map<string, string>): object {
	return new Proxy(
		{
			getItem: (key: string) => kept.get(key) ?? null,
			setItem: (key: string, value: string) => kept.set(key, value),
			removeItem: (key: string) => kept.delete(key),
		},
		{
			ownKeys: () => [...kept.keys()],
			getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
			get: (methods, key) => Reflect.get(methods, key) ?? kept.get(String(key)),
		},
	);
}

/** A browser as far as the script needs one, with a clock that stands until it is moved. */
function browser(
	attributes: Record<string, string> = {},
	more: {
		gpc?: boolean;
		url?: string;
		kept?: Map<string, string>;
		tab?: Map<string, string>;
	} = {},
) {
	const clock = { ms: 0 };
	const kept = more.kept ?? new Map<string, string>();
	const beats: Listener[] = [];
	const sent: Array<{ v: string; k?: string; e: Array<Record<string, unknown>> }> = [];
	const listeners = new Map<string, Listener[]>();
	const listen = (name: string, listener: Listener) =>
		listeners.set(name, [...(listeners.get(name) ?? []), listener]);
	const location = new URL(more.url ?? 'https://shop.example.com/?utm_source=news');
	const document = {
		currentScript: { dataset: attributes, src: 'https://n8n.example.com/webhook/lead/main/t?s=1' },
		visibilityState: 'visible',
		referrer: 'https://www.google.com/',
		title: 'Shop',
		addEventListener: listen,
	};
	const globals: Record<string, unknown> = {
		document,
		location,
		history: {
			pushState: (_a: unknown, _b: unknown, to: string) =>
				(location.href = new URL(to, location.href).href),
			replaceState: () => undefined,
		},
		navigator: {
			globalPrivacyControl: more.gpc ?? false,
			sendBeacon: (url: string, body: string) => {
				expect(url).toBe('https://n8n.example.com/webhook/lead/main/t?v=1');
				sent.push(JSON.parse(body));
				return true;
			},
		},
		performance: { now: () => clock.ms },
		localStorage: storage(kept),
		sessionStorage: storage(more.tab ?? new Map()),
		setInterval: (job: Listener) => beats.push(job),
		addEventListener: listen,
		setTimeout: (job: Listener) => job(),
	};
	globals['window'] = globals;
	vm.runInNewContext(snippet, globals);
	const fire = (name: string, more: object = {}) =>
		listeners.get(name)?.forEach((listener) => listener({ type: name, isTrusted: true, ...more }));
	return {
		sent,
		kept,
		globals,
		wait: (seconds: number) => (clock.ms += seconds * 1000),
		beat: () => beats.forEach((job) => job()),
		move: () => fire('pointermove', { movementX: 3, movementY: -1 }),
		fire,
		hide: () => {
			document.visibilityState = 'hidden';
			fire('visibilitychange');
		},
		show: () => {
			document.visibilityState = 'visible';
			fire('visibilitychange');
		},
		leave: () => fire('pagehide'),
		events: () => sent.flatMap(({ e }) => e),
		seconds: () =>
			sent
				.flatMap(({ e }) => e)
				.reduce((sum, event) => sum + (event['t'] === 'd' ? Number(event['s']) : 0), 0),
	};
}

describe('the website script', () => {
	it('is below 2 KB as it is sent', () => {
		expect(gzipSync(snippet).length).toBeLessThan(2048);
	});

	it('reports the visit and the page with campaign and referrer', () => {
		expect(browser().events()).toMatchObject([
			{ t: 's', r: 'https://www.google.com/' },
			{ t: 'p', u: 'https://shop.example.com/?utm_source=news', c: 'Shop' },
		]);
	});

	it('counts seconds in which somebody was there, also of the last page', () => {
		const page = browser();
		page.wait(10);
		page.move();
		page.wait(20);
		page.hide();
		expect(page.seconds()).toBe(30);
		page.wait(600);
		page.show();
		page.wait(5);
		page.move();
		page.wait(300);
		page.leave();
		// 30 s before, 5 s, and 30 s after the last movement; the rest of the time nobody was there.
		expect(page.seconds()).toBe(65);
		page.leave();
		expect(page.seconds()).toBe(65);
	});

	it.each([
		['pointermove', { movementX: 0, movementY: 0 }, undefined],
		['scroll', {}, 0],
		['pointerdown', { isTrusted: false }, undefined],
		['pointermove', { movementX: 0, movementY: 1 }, 1],
		['wheel', {}, 1],
		['keydown', {}, 1],
		['touchstart', {}, 1],
	])('%s %j: is somebody there?', (name, more, hit) => {
		const page = browser();
		page.wait(29);
		page.fire(name, more);
		page.wait(20);
		page.leave();
		const time = page.events().find(({ t }) => t === 'd');
		// What a browser does by itself when a page appears prolongs nothing; a page may scroll itself, which shows no person.
		expect(time).toMatchObject(hit === undefined ? { s: 30, h: 0 } : { s: 49, h: hit });
	});

	it('sends the time of a tab that was killed with the next page, and not that of one that is open', () => {
		const kept = new Map<string, string>();
		const killed = browser({}, { kept, url: 'https://shop.example.com/a?lt=k1.mail' });
		killed.wait(12);
		killed.beat();
		expect(killed.seconds()).toBe(0);
		const soon = browser({}, { kept });
		expect(soon.seconds()).toBe(0);
		for (const [key, note] of kept)
			if (key.startsWith('lt_d'))
				kept.set(key, JSON.stringify({ ...JSON.parse(note), a: Date.now() - 60_000 }));
		const next = browser({}, { kept, url: 'https://shop.example.com/next' });
		expect(next.events().filter(({ t }) => t === 'd')).toMatchObject([
			{ s: 12, u: 'https://shop.example.com/a', k: 'k1.mail' },
		]);
		expect(next.sent[0]?.k).toBeUndefined();
		expect(browser({}, { kept }).seconds()).toBe(0);
	});

	it('tells the pages of a single-page app apart', () => {
		const page = browser();
		page.wait(8);
		vm.runInNewContext(
			"history.pushState({}, '', '/pricing'); history.pushState({}, '', '/pricing')",
			page.globals,
		);
		page.wait(4);
		page.leave();
		expect(page.events().filter(({ t }) => t !== 's')).toMatchObject([
			{ t: 'p', u: 'https://shop.example.com/?utm_source=news' },
			{ t: 'd', s: 8, u: 'https://shop.example.com/?utm_source=news' },
			{ t: 'p', u: 'https://shop.example.com/pricing' },
			{ t: 'd', s: 4, u: 'https://shop.example.com/pricing' },
		]);
	});

	it('waits for consent, keeps nothing where it must not, and leaves alone who asks for it', () => {
		const waiting = browser({ consent: 'wait' });
		expect(waiting.events()).toEqual([]);
		vm.runInNewContext('leadTrack.consent()', waiting.globals);
		expect(waiting.events()).toHaveLength(2);
		const free = browser({ cookieless: '' });
		expect(free.events()).toHaveLength(2);
		expect(free.kept.size).toBe(0);
		expect(browser({}, { gpc: true }).events()).toEqual([]);
	});

	it('says who came by their mail and hides the token from the page it reports', () => {
		const page = browser({}, { url: 'https://shop.example.com/a?lt=k1.abc-_&x=1' });
		expect(page.sent[0]?.k).toBe('k1.abc-_');
		expect(page.events()[1]).toMatchObject({ u: 'https://shop.example.com/a?x=1' });
		expect(
			browser({}, { url: 'https://shop.example.com/a?x=1&lt=k1.abc#top' }).events()[1],
		).toMatchObject({ u: 'https://shop.example.com/a?x=1#top' });
		const tab = new Map<string, string>();
		browser({}, { tab, url: 'https://shop.example.com/a?lt=k1.abc' });
		expect(browser({}, { tab }).sent[0]?.k).toBe('k1.abc');
		expect(browser().sent[0]?.k).toBeUndefined();
	});
});
