import type { Assignment, Card, Rep } from '../../../core/assign/types';
import { held, settled } from '../../rules/cards';
import { text } from '../rows';
import type { Session } from '../session';

/** All reps in the order in which they were saved. */
export function reps(session: Session): Rep[] {
	return session
		.sql('SELECT doc FROM reps ORDER BY position, rep_id')
		.all()
		.map((row) => JSON.parse(text(row.doc)));
}

/** Adds reps and replaces those that are known; nobody is removed, since the log names them. */
export function saveReps(session: Session, list: Rep[]): void {
	const upsert = session.sql(
		`INSERT INTO reps (rep_id, position, doc) VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM reps), ?)
		ON CONFLICT (rep_id) DO UPDATE SET doc = excluded.doc`,
	);
	for (const rep of list) upsert.run(rep.repId, JSON.stringify(rep));
}

/** The assignment log of leads, oldest first. */
export function assignmentsOf(session: Session, leadIds: string[]): Assignment[] {
	const find = session.sql('SELECT doc FROM assignments WHERE lead_id = ? ORDER BY id');
	return leadIds.flatMap((leadId) => find.all(leadId).map((row) => JSON.parse(text(row.doc))));
}

/** Takes the cards that are owed for these leads' open assignments. */
export function takeCards(
	session: Session,
	{ leadIds, until }: { leadIds: string[]; until: string },
): Assignment[] {
	const find = session.sql('SELECT doc FROM assignments WHERE lead_id = ? AND ended_at IS NULL');
	const taken = [...new Set(leadIds)].flatMap((leadId) =>
		find.all(leadId).flatMap((row) => held(JSON.parse(text(row.doc)), until, session.now) ?? []),
	);
	rewrite(session, taken);
	return taken;
}

/** Says what became of cards. */
export function settleCards(
	session: Session,
	cards: Array<{ assignmentId: string; state: Card['state'] }>,
): void {
	const find = session.sql('SELECT doc FROM assignments WHERE assignment_id = ?');
	rewrite(
		session,
		cards.flatMap(({ assignmentId, state }) =>
			find.all(assignmentId).map((row) => settled(JSON.parse(text(row.doc)), state)),
		),
	);
}

function rewrite(session: Session, assignments: readonly Assignment[]): void {
	const update = session.sql('UPDATE assignments SET doc = ? WHERE assignment_id = ?');
	for (const one of assignments) update.run(JSON.stringify(one), one.assignmentId);
}

/** Owner of the newest owned lead of each domain. */
export function companyOwners(session: Session, domains: string[]): Record<string, string> {
	const find = session.sql(
		'SELECT owner FROM leads WHERE domain = ? AND owner IS NOT NULL ORDER BY created_at DESC, id DESC LIMIT 1',
	);
	return Object.fromEntries(
		domains.flatMap((domain): Array<[string, string]> => {
			const owner = find.get(domain.toLowerCase())?.owner;
			return typeof owner === 'string' ? [[domain, owner]] : [];
		}),
	);
}

/** The newest live leads of each domain. */
export function companyLeads(
	session: Session,
	{ domains, perDomain }: { domains: string[]; perDomain: number },
): Record<string, string[]> {
	const find = session.sql(
		`SELECT lead_id FROM leads WHERE domain = ? AND stage NOT IN ('merged', 'erased', 'junk') ORDER BY id DESC LIMIT ?`,
	);
	return Object.fromEntries(
		domains.flatMap((domain): Array<[string, string[]]> => {
			const leadIds = find.all(domain.toLowerCase(), perDomain).map((row) => text(row.lead_id));
			return leadIds.length === 0 ? [] : [[domain, leadIds]];
		}),
	);
}
