import type { TallyName } from '../reporting';

/** What is counted by the minute is wanted of the first period only: it is most of the lines. */
const first = 'p.ix = 0';

/**
 * The counting itself, in SQL that both engines understand. An engine puts before it the common tables named here, each cut to one
 * page of its base table:
 *
 * - `period (ix, since, until)`
 * - `lead (id, stage, source, campaign, channel, captured, captured_s, owner, cost, value, currency, response_s, assigned, due_s,
 *   sla, referred, email, phone, company, country, consent)`: instants as stored, those with `_s` in whole seconds
 * - `move (id, from_stage, to_stage, at, at_s, before_s, reason, actor)`
 * - `touch (id, type, channel, direction, actor, sequence, step, variant, occurred)`, `topic (id, text)`, `objection (id, text)`
 * - `assignment (pool, rep, ended, at)`
 *
 * Columns that are keys are never NULL there. Each part gives what, period, four keys, n, sum.
 */
export const tallies = {
	leads: `${[
		part('captured', ['source', 'campaign', 'channel'], 'captured', { sum: 'cost' }),
		part('reached', ['r.to_stage', 'source', 'campaign'], 'captured', {
			from: 'JOIN (SELECT DISTINCT id, to_stage FROM move) AS r ON r.id = l.id',
			sum: 'value',
		}),
		part('quality', ["'email'", 'email'], 'captured', { where: "stage <> 'erased'" }),
		part('quality', ["'phone'", 'phone'], 'captured', { where: "stage <> 'erased'" }),
		part('quality', ["'company'", 'company'], 'captured', { where: "stage <> 'erased'" }),
		part('quality', ["'country'", 'country'], 'captured', { where: "stage <> 'erased'" }),
		part('quality', ["'consent'", 'consent'], 'captured', { where: "stage <> 'erased'" }),
		part('quality', ["'source'", "CASE WHEN source = '' THEN 'none' ELSE 'known' END"], 'captured'),
		part('quality', ["'stage'", 'stage'], 'captured'),
		part('quality', ["'referred'", 'referred'], 'captured'),
		part('response', ['owner', minutes('captured_s', 'response_s')], 'captured', {
			where: 'response_s >= captured_s',
		}),
		part('series', ["'new'", text('captured_s / 900')], 'captured', { where: first }),
		part('sla', ['owner', 'sla'], 'assigned', { where: "sla <> ''" }),
		part('entered', ['e.to_stage', 'source', 'campaign'], undefined, {
			from: entries,
			sum: 'value',
		}),
		part('otherCurrency', ['currency'], undefined, {
			from: entries,
			where: "e.to_stage = 'customer' AND currency <> ''",
		}),
		part('move', ['m.from_stage', 'm.to_stage', 'm.actor'], 'm.at', { from: moves }),
		part('between', ['m.from_stage', 'm.to_stage', minutes('m.before_s', 'm.at_s')], 'm.at', {
			from: moves,
			where: `${first} AND m.at_s >= m.before_s`,
		}),
		part('lost', ['m.to_stage', 'm.reason', 'source'], 'm.at', {
			from: moves,
			where: "m.to_stage IN ('bad', 'disqualified', 'junk')",
		}),
		part('series', ['m.to_stage', text('m.at_s / 900')], 'm.at', {
			from: moves,
			where: `${first} AND m.to_stage IN ('qualified', 'customer')`,
		}),
	].join('\nUNION ALL\n')}`,
	touchpoints: [
		part('touch', ['type', 'channel', 'actor', 'direction'], 'occurred', { table: 'touch' }),
		part('mail', ['type', 'sequence', 'step', 'variant'], 'occurred', {
			table: 'touch',
			where: "sequence <> '' AND (actor <> 'machine' OR type NOT IN ('email.open', 'email.click'))",
		}),
		...(['topic', 'objection'] as const).flatMap((name) => [
			part(name, ['t.text'], 'occurred', {
				table: 'touch',
				from: `JOIN ${name} AS t ON t.id = l.id`,
			}),
			part(`${name}s`, [], 'occurred', {
				table: 'touch',
				where: `EXISTS (SELECT 1 FROM ${name} AS t WHERE t.id = l.id)`,
			}),
		]),
	].join('\nUNION ALL\n'),
	assignments: part('assigned', ['pool', 'rep', 'ended'], 'at', { table: 'assignment' }),
} as const;

/** Every lead once for each stage that it came into in a period. */
function entries(): string {
	return `JOIN (SELECT DISTINCT p.ix, move.id, to_stage FROM move JOIN period AS p ON move.at >= p.since AND move.at < p.until) AS e ON e.id = l.id`;
}

function moves(): string {
	return 'JOIN move AS m ON m.id = l.id';
}

interface Part {
	/** Base table, known as `l`. */
	table?: 'lead' | 'touch' | 'assignment';
	from?: string | (() => string);
	where?: string;
	sum?: string;
}

/** Counts rows by period and keys; `at` is the instant that has to lie in the period, or undefined where `entries` knows the period. */
function part(
	what: TallyName,
	keys: string[],
	at: string | undefined,
	{ table = 'lead', from = '', where = '', sum }: Part = {},
): string {
	const join = typeof from === 'string' ? from : from();
	const period = at === undefined ? 'e.ix' : 'p.ix';
	const columns = [0, 1, 2, 3].map((place) => keys[place] ?? "''");
	const groups = [period, ...keys.filter((key) => !key.startsWith("'"))];
	return `SELECT '${what}' AS what, ${period} AS period, ${columns.map((column, place) => `${column} AS k${place + 1}`).join(', ')},
count(*) AS n, ${sum === undefined ? '0' : `coalesce(sum(${sum}), 0)`} AS total FROM ${table} AS l ${join}
${at === undefined ? '' : `JOIN period AS p ON ${at} >= p.since AND ${at} < p.until`}
${where === '' ? '' : `WHERE ${where}`} GROUP BY ${groups.join(', ')}`;
}

/** Whole minutes between two instants in seconds, from a day on whole hours written as minutes. */
function minutes(from: string, to: string): string {
	const m = `((${to} - ${from}) / 60)`;
	return text(`CASE WHEN ${m} < 1440 THEN ${m} ELSE ${m} / 60 * 60 END`);
}

function text(expression: string): string {
	return `CAST(${expression} AS TEXT)`;
}
