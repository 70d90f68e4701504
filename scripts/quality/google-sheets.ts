import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FakeSheets } from '../../test/sheet/fake/server';

interface Interaction {
	request: { method: string; uri: string; body?: string | null };
	response: { status: { code: number }; body: { string?: string } };
}

/**
 * Replays recorded sessions with the real Sheets API against the fake server of the tests.
 * `values_equal`: share of `/values` replies whose JSON is equal once ids are mapped;
 * `sessions_equal`: share of sessions in which every reply is equal once ids, times and e-tags are left out.
 */
export async function measure(dir: string): Promise<Record<string, number> | undefined> {
	const files = await sessionFiles(dir);
	if (files.length === 0) return undefined;
	let replies = 0;
	let equal = 0;
	let sessions = 0;
	let equalSessions = 0;
	for (const file of files) {
		const recorded: unknown = JSON.parse(await readFile(file, 'utf8'));
		if (!isSession(recorded)) continue;
		const result = replay(recorded.interactions);
		replies += result.values;
		equal += result.equalValues;
		sessions += 1;
		if (result.differences.length === 0) equalSessions += 1;
		else
			process.stderr.write(
				`${file.split('/').at(-1)}: ${result.differences.slice(0, 2).join(' | ')}\n`,
			);
	}
	return {
		values_equal: equal / Math.max(replies, 1),
		sessions_equal: equalSessions / Math.max(sessions, 1),
	};
}

/** Sends the recorded requests to a new fake server and compares the replies. */
function replay(interactions: Interaction[]): {
	values: number;
	equalValues: number;
	differences: string[];
} {
	const server = new FakeSheets(() => new Date(0));
	const ids = new Map<string, string>();
	const result = { values: 0, equalValues: 0, differences: [] as string[] };
	for (const { request, response } of interactions) {
		const url = new URL(mapIds(request.uri, ids));
		if (url.pathname.endsWith('/export')) continue;
		const body: unknown = request.body?.startsWith('{')
			? JSON.parse(mapIds(request.body, ids))
			: undefined;
		const reply = server.answer(request.method, url, body);
		const expected: unknown = parse(response.body.string ?? '');
		learnIds(expected, reply.body, ids);
		const same =
			reply.status === response.status.code &&
			mapIds(canonical(expected), ids) === canonical(reply.body);
		const isValues = url.pathname.includes('/values');
		if (isValues) {
			result.values += 1;
			if (same) result.equalValues += 1;
		}
		if (!same) {
			result.differences.push(
				`${request.method} ${decodeURIComponent(url.pathname).slice(-60)}${url.search.slice(0, 60)}: ${response.status.code} ${mapIds(canonical(expected), ids).slice(0, 300)} ≠ ${reply.status} ${canonical(reply.body).slice(0, 300)}`,
			);
		}
	}
	return result;
}

/** Where the real server and ours made an id of their own for the same thing, ours stands for theirs from now on. */
function learnIds(real: unknown, ours: unknown, ids: Map<string, string>): void {
	if (Array.isArray(real) && Array.isArray(ours)) {
		real.forEach((each, index) => learnIds(each, ours[index], ids));
		return;
	}
	if (!isRecord(real) || !isRecord(ours)) return;
	for (const [key, value] of Object.entries(real)) {
		const own = ours[key];
		if (['id', 'spreadsheetId', 'sheetId', 'namedRangeId', 'protectedRangeId'].includes(key)) {
			if (value !== own && own !== undefined && String(value).length > 5)
				ids.set(String(value), String(own));
		} else learnIds(value, own, ids);
	}
}

function mapIds(text: string, ids: Map<string, string>): string {
	let mapped = text;
	for (const [theirs, ours] of ids) mapped = mapped.split(theirs).join(ours);
	return mapped;
}

/** JSON with sorted keys, without times and addresses that no server could repeat. */
function canonical(value: unknown): string {
	return (
		JSON.stringify(value, (key, inner: unknown) => {
			if (['createdTime', 'modifiedTime', 'spreadsheetUrl', 'etag'].includes(key)) return undefined;
			if (!isRecord(inner)) return inner;
			return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
		}) ?? ''
	);
}

function parse(text: string): unknown {
	return text.trim().startsWith('{') ? JSON.parse(text) : undefined;
}

async function sessionFiles(dir: string): Promise<string[]> {
	const entries = await readdir(dir, { recursive: true }).catch(() => []);
	return entries
		.filter((name) => name.endsWith('.json'))
		.sort()
		.map((name) => join(dir, name));
}

function isSession(value: unknown): value is { interactions: Interaction[] } {
	return isRecord(value) && Array.isArray(value.interactions);
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
