import type { Delivery, Enrolment, Sequence } from '../../../core/nurture/types';
import { channelOf } from '../../../core/nurture/decide';
import { beforeDot } from '../../rules/deliveries';
import { findDelivery, saveDelivery, writeDelivery } from '../operations/nurture/deliveries';
import { getSequences } from '../operations/nurture/sequences';
import { settings } from '../operations/settings';
import { leadText } from '../operations/leads/leads';
import { text } from '../rows';
import { Session } from '../session';
import { factsOf, look } from './copy';
import type { Prepared } from './jobs';

const unsure =
	'Between the backup and its restoring this mail may have gone out: a person decides whether it is sent again.';

/**
 * Makes a copy ready to be the store: checked, brought to the present form, and so that nobody is mailed twice. Nothing in the copy knows
 * what was done after it was made; so every message that was under way, and every step that has fallen due since, is uncertain. What
 * waited to be done again by itself (workflows that had not ended, confirmation mails that were owed) is taken as done.
 */
export function prepareCopy({
	file,
	workspace,
	now,
}: {
	file: string;
	workspace: string;
	now: number;
}): Prepared {
	look(file);
	const session = new Session(file, workspace);
	try {
		session.prepare(now);
		session.now = now;
		session.begin(true);
		const uncertain = session.guarded(() => open(session) + due(session));
		session.guarded(() => settle(session));
		session.commit();
		const facts = factsOf(session.db, file);
		// A file that is moved must not leave its journal behind.
		session.db.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE');
		return { ...facts, uncertain };
	} finally {
		session.close();
	}
}

/** Messages that were under way, by their rows. */
function open(session: Session): number {
	const ids = session
		.sql(
			"SELECT delivery_id FROM deliveries WHERE state NOT IN ('accepted', 'refused', 'cancelled', 'handedOver', 'uncertain')",
		)
		.all()
		.map((row) => text(row.delivery_id));
	for (const id of ids) {
		const found = findDelivery(session, id);
		if (found === undefined) continue;
		const { leaseUntil: _over, ...delivery } = found.delivery;
		writeDelivery(session, found, { ...delivery, state: 'uncertain', detail: unsure });
	}
	return ids.length;
}

/** Steps that have fallen due since, and have no message yet: one is made for each, to be decided on. */
function due(session: Session): number {
	const rows = session
		.sql(
			`SELECT fence, doc FROM enrolments AS one WHERE claim_at <= ? AND NOT EXISTS
			(SELECT 1 FROM deliveries WHERE enrolment_id = one.enrolment_id AND state = 'uncertain')`,
		)
		.all(session.now);
	const { from = '' } = settings(session);
	const mailbox = /[^<\s]+@[^>\s]+/.exec(from)?.[0] ?? '';
	const sequences = new Map<string, Sequence | undefined>();
	let made = 0;
	for (const row of rows) {
		const enrolment: Enrolment = JSON.parse(text(row.doc));
		const key = JSON.stringify([enrolment.sequence, enrolment.version]);
		if (!sequences.has(key)) {
			const ref = { name: enrolment.sequence, version: enrolment.version };
			sequences.set(key, getSequences(session, [ref])[0]);
		}
		const delivery = deliveryOf(session, enrolment, sequences.get(key), mailbox);
		if (delivery === undefined) continue;
		saveDelivery(session, delivery, Number(row.fence), session.now);
		const found = findDelivery(session, delivery.deliveryId);
		if (found === undefined || !beforeDot.includes(found.delivery.state)) continue;
		const { leaseUntil: _over, ...fresh } = found.delivery;
		writeDelivery(session, found, { ...fresh, state: 'uncertain', detail: unsure });
		made += 1;
	}
	return made;
}

function deliveryOf(
	session: Session,
	enrolment: Enrolment,
	sequence: Sequence | undefined,
	mailbox: string,
): Delivery | undefined {
	const { enrolmentId, leadId, generation, repeat, stepIndex } = enrolment;
	const step = sequence?.steps[stepIndex];
	const stored = leadText(session, leadId);
	if (step === undefined || stored === undefined) return undefined;
	const taken = session
		.sql(
			'SELECT 1 AS taken FROM deliveries WHERE enrolment_id = ? AND step_id = ? AND generation = ? AND repeat = ?',
		)
		.get(enrolmentId, step.stepId, generation, repeat);
	if (taken !== undefined) return undefined;
	const deliveryId = `restored-${enrolmentId}-${step.stepId}-${generation}-${repeat}`;
	const email: unknown = JSON.parse(stored.doc).email;
	const at = new Date(session.now).toISOString();
	return {
		deliveryId,
		enrolmentId,
		leadId,
		stepId: step.stepId,
		generation,
		repeat,
		channel: channelOf(step),
		messageId: `<${deliveryId}@${mailbox.split('@')[1] ?? 'localhost'}>`,
		to: typeof email === 'string' ? email : '',
		mailbox,
		state: 'planned',
		fence: 0,
		attempt: 0,
		dueAt: enrolment.dueAt ?? at,
		plannedAt: at,
	};
}

function settle(session: Session): void {
	session
		.sql("UPDATE receipts SET ended_at = ? WHERE state = 'captured' AND ended_at IS NULL")
		.run(session.now);
	session.sql('DELETE FROM confirmations').run();
	session.sql('UPDATE sheets SET lease_until = 0').run();
}
