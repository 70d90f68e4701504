import { describe, expect, it } from '@jest/globals';
import { sha256 } from '../../../lib/core/capture/hash';
import { reading } from '../../../lib/core/mailbox/place';
import { openContext } from '../../../lib/process/stores';
import { lookIntoMailbox } from '../../../lib/process/track/mailbox/look';
import { previewMailbox } from '../../../lib/process/track/mailbox/preview';
import {
	changePlace,
	holdMailbox,
	mailboxState,
	noteTrouble,
} from '../../../lib/process/track/mailbox/state';
import { given, useStore } from '../../nodes/store';
import { idsOf, replies, Server } from './mailServer';

const ann = {
	leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA1',
	email: 'ann@example.org',
	stage: 'assigned' as const,
};

const settled = async () => await new Promise((resolve) => setTimeout(resolve, 20));

describe('a mailbox', () => {
	const clock = useStore('2026-06-01T12:00:00.000Z');
	const look = async (server: Server) => {
		const read = await lookIntoMailbox(await openContext('Main', 'Mailbox'), server.watch);
		await settled();
		return read;
	};
	const kinds = async () => {
		const { store } = await openContext('Main', 'Mailbox');
		const all = await store.touchpoints({ leadIds: [ann.leadId], perLead: 500 });
		return all.map(({ type }) => type).filter((type) => type.startsWith('email.'));
	};
	const state = async () =>
		(await mailboxState((await openContext('Main', 'x')).store, 'workflow/node')).state;

	it('is read once, and afterwards only what came in since', async () => {
		await given([ann]);
		const server = new Server(replies(45));
		expect(await look(server)).toBe(45);
		expect(await look(server)).toBe(0);
		server.add(replies(1, 45)[0] ?? '');
		expect(await look(server)).toBe(1);
		expect(server.started).toEqual(idsOf(46));
		expect(await state()).toMatchObject({
			lookedAt: '2026-06-01T12:00:00.000Z',
			read: 1,
			place: { lastUid: 46, open: [] },
		});
	});

	it('counts and starts each mail once, whichever command the connection breaks at', async () => {
		await given([ann]);
		// One search, and five slices fetched.
		const commands = 6;
		for (let cutAt = 1; cutAt <= commands; cutAt += 1) {
			const some = replies(45, cutAt * 100);
			const server = new Server([...some, ...some.slice(10), some[0] ?? '']);
			server.watch.mailbox = `workflow/${cutAt}`;
			server.cutAt = cutAt;
			await look(server).catch(() => undefined);
			await look(server);
			expect(server.commands).toBeGreaterThanOrEqual(cutAt);
			expect(server.started.toSorted()).toEqual(idsOf(45, cutAt * 100).toSorted());
			expect(await kinds()).toHaveLength(45 * cutAt);
		}
	});

	it('starts what was recorded when a later mail fails and the server stays away', async () => {
		await given([ann]);
		const server = new Server(replies(30));
		server.poison.add(25);
		const open = server.watch.open;
		let opened = 0;
		server.watch.open = async () => {
			opened += 1;
			if (opened === 2) throw new Error('The mail server cannot be reached.');
			return await open();
		};
		await expect(look(server)).rejects.toThrow('cannot be reached');
		expect(server.started).toHaveLength(20);
		await look(server);
		expect(server.started).toHaveLength(29);
		server.poison.clear();
		await look(server);
		expect([...server.started].sort()).toEqual(idsOf(30).sort());
		expect(await kinds()).toHaveLength(30);
	});

	it('passes over a mail that can never be read, says so, and has read the others at the first look', async () => {
		await given([ann]);
		const server = new Server(replies(30));
		server.poison.add(7);
		expect(await look(server)).toBe(29);
		expect(server.started).toHaveLength(29);
		for (let n = 0; n < 25; n += 1) await look(server);
		expect(server.complaints).toEqual([
			'Mail 7 of INBOX of office@example.com cannot be read and is passed over (Connection lost). Look at it with a mail program.',
		]);
		expect(await state()).toMatchObject({ passedOver: [{ uid: 7 }], place: { open: [] } });
	});

	it('passes over a mail that ends the process each time it is read, says so, and reads the others', async () => {
		await given([ann]);
		const server = new Server(replies(30));
		const { store } = await openContext('Main', 'x');
		// What is left of a process that ended while it read: what it had noted.
		const ends = async (uids: number[], reader: string) => {
			await changePlace(store, 'workflow/node', (place) => reading(place, uids, reader).place);
		};
		await look(server);
		server.add(replies(1, 30)[0] ?? '');
		server.add(replies(1, 31)[0] ?? '');
		await ends([31, 32], 'first');
		await ends([31], 'second');
		await ends([31], 'third');
		expect(await look(server)).toBe(1);
		expect(server.started.slice(30)).toEqual(idsOf(1, 31));
		expect(server.complaints).toEqual([
			'Mail 31 of INBOX of office@example.com cannot be read and is passed over (n8n ended each time while it was read). Look at it with a mail program.',
		]);
		expect(await state()).toMatchObject({ passedOver: [{ uid: 31 }], place: { open: [] } });
	});

	it('is noted as begun before a mail is fetched', async () => {
		await given([ann]);
		const server = new Server(replies(3));
		const { store } = await openContext('Main', 'x');
		const seen: unknown[] = [];
		const open = server.watch.open;
		server.watch.open = async () => {
			const connection = await open();
			return {
				...connection,
				fetch: async (uids) => {
					seen.push((await mailboxState(store, 'workflow/node')).state.place?.open);
					return await connection.fetch(uids);
				},
			};
		};
		await look(server);
		expect(seen).toMatchObject([[{ uid: 1 }, { uid: 2 }, { uid: 3 }]]);
	});

	it('is read again after the server numbered it anew, and starts nothing twice', async () => {
		await given([ann]);
		const server = new Server(replies(30));
		await look(server);
		server.renumber();
		server.add(replies(1, 30)[0] ?? '');
		expect(await look(server)).toBe(31);
		expect(server.started).toHaveLength(31);
		expect(await kinds()).toHaveLength(31);
		expect((await state()).place).toMatchObject({ uidValidity: '2', lastUid: 31, open: [] });
	});

	it('starts the workflow again when it did not reach its end, also under new numbers, but not for ever', async () => {
		await given([ann]);
		const server = new Server(replies(2));
		server.run = async () => await Promise.reject(new Error('The process died'));
		await look(server);
		expect((await state()).place?.open).toHaveLength(2);
		server.renumber();
		await look(server);
		expect(server.started).toHaveLength(4);
		for (let n = 0; n < 5; n += 1) await look(server);
		expect(server.started).toHaveLength(6);
		expect((await state()).place?.open).toEqual([]);
		expect(await kinds()).toHaveLength(2);
	});

	it('does not start a workflow again that still runs', async () => {
		await given([ann]);
		const server = new Server(replies(2));
		const { promise, resolve } = Promise.withResolvers<undefined>();
		server.run = async () => {
			await promise;
		};
		await look(server);
		await look(server);
		expect(server.started).toHaveLength(2);
		resolve(undefined);
		await settled();
		expect((await state()).place?.open).toEqual([]);
	});

	it('starts what a process recorded that died before it could start the workflow', async () => {
		await given([ann]);
		const server = new Server(replies(3));
		const { store } = await openContext('Main', 'x');
		server.watch.batch = 1;
		await look(server);
		// As if nothing had come of the last mail but its record.
		await changePlace(store, 'workflow/node', (place) => ({
			...place,
			open: [{ uid: 3, id: sha256('<r2@example.org>').slice(0, 32), starts: 0, tries: 0 }],
		}));
		await look(server);
		expect(server.started).toEqual([
			'<r0@example.org>',
			'<r1@example.org>',
			'<r2@example.org>',
			'<r2@example.org>',
		]);
		expect(await kinds()).toHaveLength(3);
	});

	it('belongs to one process at a time, and to the next when that one is gone', async () => {
		const { store } = await openContext('Main', 'x');
		const [mine, now] = [new Server([]).watch, await store.now()];
		const other = { id: 'another process', until: now + 1000 };
		await store.saveMailbox({ mailbox: mine.mailbox, version: 0, state: { holder: other } });
		expect(await holdMailbox(store, mine)).toBe(false);
		const [found] = await store.mailboxes();
		await store.saveMailbox({
			mailbox: mine.mailbox,
			version: found?.version ?? 0,
			state: { holder: { ...other, until: now } },
		});
		expect(await holdMailbox(store, mine)).toBe(true);
	});

	it('tells trouble once an hour, and shows it until a look succeeds', async () => {
		const { store } = await openContext('Main', 'x');
		const server = new Server([]);
		await holdMailbox(store, server.watch);
		expect(await noteTrouble(store, 'workflow/node', 'away')).toBe(true);
		expect(await noteTrouble(store, 'workflow/node', 'away')).toBe(false);
		clock.set('2026-06-01T13:00:00.000Z');
		expect(await noteTrouble(store, 'workflow/node', 'away')).toBe(true);
		expect((await state()).trouble).toMatchObject({
			message: 'away',
			since: '2026-06-01T12:00:00.000Z',
		});
		await look(server);
		expect((await state()).trouble).toBeUndefined();
	});

	it('is shown to a test in the editor without recording anything', async () => {
		await given([ann]);
		const server = new Server(replies(15));
		const context = await openContext('Main', 'x');
		const mails = await previewMailbox(context, server.watch);
		expect(mails).toHaveLength(10);
		expect(mails[9]?.result.results).toMatchObject([
			{ kind: 'recorded', lead: { leadId: ann.leadId }, touch: { type: 'email.reply' } },
		]);
		expect(await kinds()).toEqual([]);
		await look(server);
		expect(server.started).toHaveLength(15);
	});
});
