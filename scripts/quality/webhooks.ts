import fs from 'node:fs';
import path from 'node:path';
import { normaliseSubmissions } from '../../lib/core/capture/normalise';
import { parseBody } from '../../lib/core/capture/read/body';
import { instantOf } from '../../lib/core/capture/read/instant';
import type { Submission } from '../../lib/core/capture/submission';
import { verifyPhone } from '../../lib/core/verify';
import { filesIn, show, textOf, type Row } from './rows';
import { measureSignatures } from './webhook-signatures';

/** Country of national numbers; the cases name none. */
const country = 'US';

/**
 * `fields`: expected values that came out equal (phones in E.164); `leads_from_nothing`: leads made of bodies whose
 * expectation names no way to a person; `signatures`, `tampered_accepted`: see webhook-signatures.
 */
export async function measure(dir: string): Promise<Record<string, number> | undefined> {
	const cases = filesIn(dir, 'expected', '.json').flatMap(readList);
	if (cases.length === 0) return undefined;
	let [right, expected, fromNothing] = [0, 0, 0];
	for (const one of cases) {
		const file = path.join(dir, 'providers', textOf(one, 'file'));
		if (!fs.existsSync(file)) continue;
		const submissions = read(fs.readFileSync(file), textOf(one, 'contentType'));
		const wanted = object(one['expect']);
		const leads = submissions.filter(({ kind }) => kind === 'lead').length;
		const nobody = ['email', 'phone', 'phone_raw', 'fullName', 'firstName', 'lastName'].every(
			(key) => !wanted[key],
		);
		if (nobody) fromNothing += leads;
		for (const [key, value] of Object.entries(wanted)) {
			expected++;
			const ok = holds(key, value, submissions);
			if (ok) right++;
			else show(textOf(one, 'file'), { key, value, submissions });
		}
	}
	return {
		fields: expected === 0 ? 0 : right / expected,
		leads_from_nothing: fromNothing,
		...measureSignatures(filesIn(path.join(dir, 'signatures'), '', '.json').flatMap(readList)),
	};
}

function read(raw: Uint8Array, contentType: string): Submission[] {
	const body = parseBody(raw, contentType);
	if (body.kind === 'unreadable') return [];
	return normaliseSubmissions(body.data, { receivedAt: Date.now() }, { defaultCountry: country });
}

/** Whether the submissions of a body hold an expected value. */
function holds(key: string, value: unknown, submissions: readonly Submission[]): boolean {
	const [first] = submissions;
	if (!first) return key === 'reject';
	const fields: Row = first.kind === 'lead' ? { ...first.fields } : {};
	const extra = object(fields['extra']);
	switch (key) {
		case 'count':
			return submissions.length === value;
		case 'externalId':
			return first.sourceId === String(value);
		case 'externalIds':
			return JSON.stringify(submissions.map(({ sourceId }) => sourceId)) === JSON.stringify(value);
		case 'needsFetch':
			return submissions.every((one) => one.kind === 'rejected' && one.code === 'waitsForFields');
		case 'reject':
			return submissions.every(({ kind }) => kind === 'rejected');
		case 'occurredAt':
			return first.occurredAt === instantOf(String(value));
		case 'consent':
			return Array.isArray(fields['consent']) === (value === true);
		case 'phone':
			return value === null
				? fields['phone'] === undefined
				: (fields['phoneE164'] ?? e164(fields['phone'])) === e164(value);
		case 'phone_raw':
			return fields['phone'] === value;
		case 'notEmail':
			return fields['email'] !== value;
		case 'extra':
			return Object.entries(object(value)).every(([name, text]) => extra[name] === text);
		default:
			return value === null
				? fields[key] === undefined
				: fields[key] === value || extra[key] === value;
	}
}

function e164(value: unknown): string {
	return verifyPhone(String(value), country).e164 ?? String(value);
}

function object(value: unknown): Row {
	return typeof value === 'object' && value !== null ? { ...value } : {};
}

function readList(file: string): Row[] {
	const value: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
	return Array.isArray(value) ? value.map(object) : [];
}
