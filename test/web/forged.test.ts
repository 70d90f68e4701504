import { describe, expect, it } from '@jest/globals';
import { openContext } from '../../lib/process/stores';
import { respond } from '../../lib/process/track/public/respond';
import type { PublicContext } from '../../lib/process/track/public/types';
import { linkLetters, type LinkSecrets } from '../../lib/web/links';
import { unseal, type TokenKind } from '../../lib/web/tokens';
import { address, ann, message } from '../nodes/publicCall';
import { given, useStore } from '../nodes/store';
import { randomOf } from '../sheet/human';
import { everyLink, type EveryLink } from './everyLink';

/** Tokens that are tried; the soak has a million. */
const count = Number(process.env['LEAD_FORGED'] ?? 10_000);
/** So many of them are sent to the public address as well. */
const asked = Math.min(count, 2_000);

const kinds: Readonly<Record<(typeof linkLetters)[number], TokenKind>> = {
	u: 'unsubscribe',
	p: 'preferences',
	c: 'click',
	o: 'open',
	h: 'honeypot',
	d: 'confirm',
	l: 'leadPage',
	q: 'queuePage',
	r: 'referral',
};

describe('tokens that are not ours', () => {
	const clock = useStore('2026-03-02T10:00:00.000Z');

	it(
		'are never accepted, whatever was done to them, and get the answer of an unknown link',
		async () => {
			const ours = await contextOf('Main');
			const theirs = await contextOf('Other');
			const own = tokensOf(ours.secrets, clock.now);
			const foreign = tokensOf(theirs.secrets, clock.now);
			const random = randomOf(4);
			const unknown = await answerOf(ours, 'u', 'k1.AAAA');
			for (let n = 0; n < count; n += 1) {
				const letter = pick(linkLetters, random);
				const token = forged(own, foreign, letter, random);
				if (unseal(ours.secrets.tokenKeys, kinds[letter], token, clock.now) !== undefined)
					throw new Error(`${letter}=${token} was accepted`);
				if (n < asked && letter !== 'o')
					expect(await answerOf(ours, letter, token)).toEqual(unknown);
			}
			expect(await ours.store.counts()).toMatchObject({ touchpoints: 0 });
			// The same links as they were made are good: what was refused above was refused for what was done to it.
			for (const letter of linkLetters)
				expect(unseal(ours.secrets.tokenKeys, kinds[letter], own[letter], clock.now)).toBeDefined();
		},
		60_000 + count,
	);
});

async function contextOf(workspace: string): Promise<PublicContext> {
	const store = await given([ann], workspace);
	return {
		...(await openContext(workspace, 'test')),
		secrets: await store.secrets(),
		options: { address, look: {}, allowedOrigins: [], honourPrivacy: true, topics: [] },
	};
}

/** A token of every kind. */
function tokensOf(secrets: LinkSecrets, now: number): EveryLink {
	const links = everyLink(secrets, address, message, ann.owner, now + 86_400_000);
	const token = (letter: keyof EveryLink) => /=(.*)$/.exec(links[letter])?.[1] ?? '';
	return {
		...{ u: token('u'), p: token('p'), c: token('c'), o: token('o'), h: token('h') },
		...{ d: token('d'), l: token('l'), q: token('q'), r: token('r') },
	};
}

/** A token that must not open as one of this kind. */
function forged(
	own: EveryLink,
	foreign: EveryLink,
	letter: keyof EveryLink,
	random: () => number,
): string {
	const token = own[letter];
	const [kid = '', body = ''] = token.split('.');
	const below = (most: number) => Math.floor(random() * most);
	switch (below(7)) {
		case 0: {
			const bytes = Buffer.from(body, 'base64url');
			const at = below(bytes.length);
			bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
			return `${kid}.${bytes.toString('base64url')}`;
		}
		case 1:
			return token.slice(0, below(token.length));
		case 2:
			return own[
				pick(
					linkLetters.filter((one) => one !== letter),
					random,
				)
			];
		case 3:
			return foreign[letter];
		case 4:
			// Another workspace's token under the name of our key.
			return `${kid}.${foreign[letter].split('.')[1] ?? ''}`;
		case 5:
			return `${kid}.${Buffer.from(Array.from({ length: 17 + below(80) }, () => below(256))).toString('base64url')}`;
		default: {
			const other = Buffer.from(
				own[
					pick(
						linkLetters.filter((one) => one !== letter),
						random,
					)
				].split('.')[1] ?? '',
				'base64url',
			);
			const bytes = Buffer.from(body, 'base64url');
			// The seal of one and the claims of another.
			return `${kid}.${Buffer.concat([bytes.subarray(0, 16), other.subarray(16)]).toString('base64url')}`;
		}
	}
}

function pick<T>(list: readonly T[], random: () => number): T {
	const one = list[Math.floor(random() * list.length)];
	if (one === undefined) throw new Error('There is nothing to pick from.');
	return one;
}

async function answerOf(context: PublicContext, letter: string, token: string): Promise<unknown> {
	const answer = await respond(context, {
		method: 'POST',
		query: { [letter]: token },
		body: { scope: 'all' },
		userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0',
		ip: '192.0.2.1',
		privacy: false,
	});
	const plain = (text: string) => text.replace(/nonce[-=]"?[\w+/=-]+/g, '');
	return {
		status: answer.status,
		body: plain(String(answer.body)),
		headers: plain(JSON.stringify(answer.headers)),
	};
}
