import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { toLeadRow } from '../../../lib/store/rows/encode';
import { explainFailure } from '../../../lib/store/sqlite/failure';
import type { Reply } from '../../../lib/store/sqlite/messages';
import { operations } from '../../../lib/store/sqlite/operations/index';
import { Queue } from '../../../lib/store/sqlite/queue';
import { Session } from '../../../lib/store/sqlite/session';
import { aCapture } from '../fixtures';

describe('the queue of writers', () => {
	let folder: string;
	let session: Session;
	let queue: Queue;
	let lastId: number;
	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'lead-queue-'));
		session = new Session(path.join(folder, 'a.sqlite'), 'Main');
		session.prepare(0);
		queue = new Queue(session, (error) => explainFailure(error, session.file));
		lastId = 0;
	});
	afterEach(() => {
		session.close();
		rmSync(folder, { recursive: true });
	});

	function save(leadIds: string[], more: { bulk?: boolean; notes?: string } = {}): number {
		const rows = leadIds.map((id) => {
			const change = aCapture(id);
			return toLeadRow({ ...change, lead: { ...change.lead, notes: more.notes } });
		});
		const request = { file: session.file, workspace: 'Main', op: 'saveLeads', args: rows, now: 1 };
		queue.add({
			request: { ...request, id: ++lastId, bulk: more.bulk ?? false },
			operation: operations.saveLeads,
		});
		return lastId;
	}

	const count = () => operations.counts.run(session, undefined).leads;
	const ids = (replies: Reply[]) => replies.map(({ id }) => id);

	it('takes all that wait, but of the large ones only a slice when single ones wait', () => {
		const large = [1, 2, 3, 4, 5].map((n) => save([`B${n}`], { bulk: true }));
		const single = save(['S1']);
		expect(ids(queue.runGroup())).toEqual([single, large[0]]);
		expect(ids(queue.runGroup())).toEqual(large.slice(1, 4));
		expect(ids(queue.runGroup())).toEqual(large.slice(4));
		expect(queue.waiting).toBe(0);
		expect(count()).toBe(6);
	});

	it('commits a group at once, in order', () => {
		save(['L1']);
		save(['L1', 'L2']);
		const before = session.db.prepare('PRAGMA data_version').get();
		expect(queue.runGroup()).toMatchObject([
			{ ok: true, answer: [{ kind: 'saved' }] },
			{ ok: true, answer: [{ kind: 'stale' }, { kind: 'saved' }] },
		]);
		expect(session.db.isTransaction).toBe(false);
		expect(before).toEqual(session.db.prepare('PRAGMA data_version').get());
	});

	it('fails the whole group when the disk is full, keeps nothing of it, and goes on when there is space', () => {
		save(['L0']);
		queue.runGroup();
		const { page_count: pages } = session.db.prepare('PRAGMA page_count').get() ?? {};
		session.db.exec(`PRAGMA max_page_count = ${Number(pages) + 8}`);
		save(['L1']);
		save(['L2'], { notes: 'x'.repeat(200_000) });
		const replies = queue.runGroup();
		for (const reply of replies) {
			if (reply.ok) expect(reply.answer).toEqual([{ kind: 'saved', version: 1 }]);
			else {
				expect(reply.failure).toMatchObject({ retryable: true });
				expect(reply.failure.message).toContain('the disk is full');
			}
		}
		expect(replies.at(-1)?.ok).toBe(false);
		const saved = 1 + replies.filter(({ ok }) => ok).length;
		expect(count()).toBe(saved);
		expect(session.sql('SELECT count(*) AS n FROM leads').get()).toEqual({ n: saved });

		session.db.exec('PRAGMA max_page_count = 100000');
		save(['L3']);
		expect(queue.runGroup()).toMatchObject([{ ok: true }]);
		expect(count()).toBe(saved + 1);
	});

	it('waits for the disk only where the answer promises that', () => {
		const synchronous = () => session.db.prepare('PRAGMA synchronous').get()?.['synchronous'];
		const request = { file: session.file, workspace: 'Main', now: 1, bulk: false };
		save(['L1']);
		queue.runGroup();
		expect(synchronous()).toBe(1);
		const at = '2026-03-02T09:00:00.000Z';
		const entry = { kind: 'email', value: 'a@example.com', scope: 'all', reason: 'asked', at };
		queue.add({
			request: { ...request, id: 9, op: 'suppress', args: [entry] },
			operation: operations.suppress,
		});
		save(['L2']);
		queue.runGroup();
		expect(synchronous()).toBe(2);
	});
});
