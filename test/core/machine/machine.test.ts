import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Touchpoint } from '../../../lib/core/lead/touchpoint';
import { classify, type Signals } from '../../../lib/core/machine/classify';
import { asKnownNow, reclassify } from '../../../lib/core/machine/reclassify';
import { isBot } from '../../../lib/core/machine/userAgent';

const chrome =
	'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

describe('user agents', () => {
	it.each([
		'',
		'curl/8.5.0',
		'python-requests/2.32',
		'Mozilla/5.0 (compatible; ExampleBot/1.0; +https://example.com/bot)',
		`${chrome} ExampleCrawler`,
		'ExampleFetcher',
		'HeadlessChrome/120',
		'Go-http-client/2.0',
		'Mozilla/5.0',
		'Link Checker 3.1 (checker@example.com)',
		'something nobody knows',
	])('%j is a machine', (agent) => {
		expect(isBot(agent)).toBe(true);
	});

	it.each([
		chrome,
		'Mozilla/5.0 (iPhone; CPU iPhone OS 17_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.3 Mobile/15E148 Safari/604.1',
		'Mozilla/5.0 (Linux; Android 9; CUBOT_X19 Build/PPR1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/90.0.0.0 Mobile Safari/537.36',
		'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0',
		'Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/79.0 Safari/537.36',
		'Opera/9.80 (J2ME/MIDP; Opera Mini/7.1) Presto/2.12.423 Version/12.16',
	])('%j is a person', (agent) => {
		expect(isBot(agent)).toBe(false);
	});

	it('takes any text', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 3000 }), (text) => typeof isBot(text) === 'boolean'),
		);
	});
});

describe('points', () => {
	it.each<[string, Partial<Signals>, string, number]>([
		['a click an hour later', { secondsAfterSend: 3600 }, 'unknown', 0],
		['a click within 5 seconds', { secondsAfterSend: 4 }, 'unknown', 3],
		['the same on every link', { secondsAfterSend: 4, allLinks: true }, 'machine', 6],
		['HEAD', { method: 'HEAD' }, 'machine', 4],
		['a crawler', { userAgent: 'ExampleBot/1.0' }, 'machine', 4],
		['three links in 10 seconds', { linksIn10Seconds: 3 }, 'machine', 4],
		[
			'one address, three recipients, within a minute',
			{ recipientsOfAddress: 3, secondsAfterSend: 30 },
			'machine',
			4,
		],
		['a scroll on the page', { secondsAfterSend: 30, interacted: true }, 'human', -5],
		['three links, but moving on the page', { linksIn10Seconds: 3, interacted: true }, 'human', -2],
		[
			'a reply afterwards',
			{ linksIn10Seconds: 3, allLinks: true, answeredLater: true },
			'human',
			-1,
		],
		['the hidden link', { honeypot: true, interacted: true }, 'machine', 10],
	])('%s', (_what, signals, kind, points) => {
		expect(classify({ type: 'email.click', userAgent: chrome, ...signals })).toMatchObject({
			kind,
			points,
		});
	});

	it.each([
		['Mozilla/5.0', 'machine'],
		[
			'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
			'unknown',
		],
		[chrome, 'unknown'],
	])('an open by %s', (userAgent, kind) => {
		expect(classify({ type: 'email.open', userAgent }).kind).toBe(kind);
	});
});

describe('the past in a new light', () => {
	let count = 0;
	const at = (seconds: number) =>
		new Date(Date.parse('2026-06-01T10:00:00Z') + seconds * 1000).toISOString();
	const touch = (type: string, seconds: number, patch: Partial<Touchpoint> = {}): Touchpoint => ({
		touchId: `T${(count += 1)}`,
		leadId: 'L1',
		type,
		actor: { kind: 'unknown', confidence: 0.5 },
		occurredAt: at(seconds),
		receivedAt: at(seconds),
		source: 'web',
		sourceId: `T${count}`,
		...patch,
	});
	const click = (seconds: number, linkIndex: number, meta: Record<string, unknown> = {}) =>
		touch('email.click', seconds, {
			meta: { userAgent: chrome, deliveryId: 'D1', linkIndex, ...meta },
		});
	const kinds = (touches: Touchpoint[]) =>
		reclassify(touches).map(({ touchId, actor }) => [touchId, actor.kind]);

	it('finds the scanner when its third click comes', () => {
		const clicks = [click(0, 1), click(1, 2)];
		expect(kinds(clicks)).toEqual([]);
		const third = click(2, 3);
		expect(kinds([...clicks, third])).toEqual(
			[...clicks, third].map(({ touchId }) => [touchId, 'machine']),
		);
	});

	it('finds that a click was a person when they move on the page, reply or send a form', () => {
		const first = click(0, 1);
		const dwell = touch('web.engagedTime', 40, { durationSeconds: 30 });
		expect(kinds([first, dwell])).toEqual([[first.touchId, 'human']]);
		expect(kinds([first, touch('email.reply', 3600)])).toEqual([[first.touchId, 'human']]);
		expect(kinds([first, touch('email.reply', 5 * 86_400)])).toEqual([]);
	});

	it('takes every click around the hidden link for the machine', () => {
		const first = click(0, 1);
		const hidden = click(3, 0, { honeypot: true });
		expect(kinds([first, hidden])).toEqual([
			[first.touchId, 'machine'],
			[hidden.touchId, 'machine'],
		]);
	});

	it('comes to rest: what it changed it does not change again', () => {
		const touches = [click(0, 1), click(1, 2), click(2, 3), touch('form.submit', 600)];
		const changed = new Map(reclassify(touches).map((one) => [one.touchId, one]));
		expect(reclassify(touches.map((one) => changed.get(one.touchId) ?? one))).toEqual([]);
	});
});

it('leaves what was reported by hand as it was said', () => {
	const reported: Touchpoint = {
		touchId: 'T',
		leadId: 'L1',
		type: 'email.click',
		actor: { kind: 'human', confidence: 1 },
		occurredAt: '2026-06-01T10:00:00.000Z',
		receivedAt: '2026-06-01T10:00:00.000Z',
		source: 'record',
		sourceId: 'T',
	};
	expect(reclassify([reported])).toEqual([]);
	expect(asKnownNow([reported])).toEqual([reported]);
});
