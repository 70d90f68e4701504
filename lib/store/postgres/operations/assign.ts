import type { Assignment, Card, Rep } from '../../../core/assign/types';
import { held, settled } from '../../rules/cards';
import { text, type Session } from '../session';

/** All reps in the order in which they were saved. */
export async function reps(session: Session): Promise<Rep[]> {
	const rows = await session.rows('SELECT doc FROM lm.reps ORDER BY position, rep_id');
	return rows.map((row) => JSON.parse(text(row.doc)));
}

/** Adds reps and replaces those that are known; nobody is removed, since the log names them. */
export async function saveReps(session: Session, list: Rep[]): Promise<void> {
	const last = new Map(list.map((rep) => [rep.repId, rep]));
	await session.rows(
		`INSERT INTO lm.reps (rep_id, position, doc)
		SELECT u.rep_id, (SELECT coalesce(max(position), 0) FROM lm.reps) + u.place, u.doc
		FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS u (rep_id, doc, place)
		ON CONFLICT (rep_id) DO UPDATE SET doc = excluded.doc`,
		[[...last.keys()], [...last.values()].map((rep) => JSON.stringify(rep))],
	);
}

/** The assignment log of leads, oldest first. */
export async function assignmentsOf(session: Session, leadIds: string[]): Promise<Assignment[]> {
	const rows = await session.rows(
		`SELECT a.doc FROM unnest($1::text[]) WITH ORDINALITY AS u (lead_id, place)
		JOIN lm.assignments a USING (lead_id) ORDER BY u.place, a.id`,
		[leadIds],
	);
	return rows.map((row) => JSON.parse(text(row.doc)));
}

/** Takes the cards that are owed for these leads' open assignments. */
export async function takeCards(
	session: Session,
	{ leadIds, until }: { leadIds: string[]; until: string },
): Promise<Assignment[]> {
	// In one order, so that two who take the same cards do not wait for each other.
	const rows = await session.rows(
		`SELECT doc FROM lm.assignments WHERE lead_id = ANY($1::text[]) AND ended_at IS NULL
		AND doc::json -> 'card' ->> 'state' = 'owed' ORDER BY id FOR UPDATE`,
		[leadIds],
	);
	const taken = rows.flatMap((row) => held(JSON.parse(text(row.doc)), until, session.now) ?? []);
	await rewrite(session, taken);
	return taken;
}

/** Says what became of cards. */
export async function settleCards(
	session: Session,
	cards: Array<{ assignmentId: string; state: Card['state'] }>,
): Promise<void> {
	const states = new Map(cards.map(({ assignmentId, state }) => [assignmentId, state]));
	const rows = await session.rows(
		'SELECT doc FROM lm.assignments WHERE assignment_id = ANY($1::text[]) ORDER BY id FOR UPDATE',
		[[...states.keys()]],
	);
	const known = rows.map((row): Assignment => JSON.parse(text(row.doc)));
	await rewrite(
		session,
		known.map((one) => settled(one, states.get(one.assignmentId) ?? 'owed')),
	);
}

async function rewrite(session: Session, assignments: readonly Assignment[]): Promise<void> {
	if (assignments.length === 0) return;
	await session.rows(
		`UPDATE lm.assignments a SET doc = u.doc FROM unnest($1::text[], $2::text[]) AS u (assignment_id, doc)
		WHERE a.assignment_id = u.assignment_id`,
		[assignments.map((one) => one.assignmentId), assignments.map((one) => JSON.stringify(one))],
	);
}

/** Owner of the newest owned lead of each domain. */
export async function companyOwners(
	session: Session,
	domains: string[],
): Promise<Record<string, string>> {
	const rows = await session.rows(
		`SELECT u.domain, l.owner FROM unnest($1::text[]) AS u (domain) CROSS JOIN LATERAL (SELECT owner FROM lm.leads
		WHERE domain = lower(u.domain) AND owner IS NOT NULL ORDER BY created_at DESC, id DESC LIMIT 1) l`,
		[domains],
	);
	return Object.fromEntries(rows.map((row) => [text(row.domain), text(row.owner)]));
}

/** The newest live leads of each domain. */
export async function companyLeads(
	session: Session,
	{ domains, perDomain }: { domains: string[]; perDomain: number },
): Promise<Record<string, string[]>> {
	const rows = await session.rows(
		`SELECT u.domain, l.lead_id FROM unnest($1::text[]) AS u (domain) CROSS JOIN LATERAL (SELECT id, lead_id FROM lm.leads
		WHERE domain = lower(u.domain) AND stage NOT IN ('merged', 'erased', 'junk') ORDER BY id DESC LIMIT $2) l ORDER BY l.id DESC`,
		[domains, perDomain],
	);
	const found = new Map<string, string[]>();
	for (const row of rows) {
		const domain = text(row.domain);
		const list = found.get(domain);
		if (list) list.push(text(row.lead_id));
		else found.set(domain, [text(row.lead_id)]);
	}
	return Object.fromEntries(found);
}
