import fs from 'node:fs';
import { normaliseSubmissions } from '../../lib/core/capture/normalise';
import { filesIn, show } from './rows';

/** What a column holds, told by its name alone and apart from the product: only what is certain. */
const columns: Array<[RegExp, RegExp | undefined, string]> = [
	[
		/e-?mail/iu,
		/status|verified|verif|valid|body|subject|sent|html|sequence|count|text|track|settings|between|thread|send|user|esp|template|type|reply|datagma/iu,
		'ann.lee@example.com',
	],
	[/phone|mobil|telefon/iu, /status|type|valid/iu, '+1 202 555 0142'],
	[/(first|given).?name|^first up$|vorname/iu, undefined, 'Ann'],
	[/last.?name|surname|nachname/iu, /^(name|full).*surname/iu, 'Lee'],
	[/^(your |lead |full |contact )?name( surname)?$/iu, undefined, 'Ann Lee'],
];

/**
 * `accepted`: share of the workflows that deal with people whose row, built from the field names they refer to, gives a lead
 * with an identity or a name while no contact column ends in `extra`.
 */
export async function measure(dir: string): Promise<Record<string, number> | undefined> {
	const files = filesIn(dir, '', '.json').filter((file) => !file.endsWith('field_refs.json'));
	if (files.length === 0) return undefined;
	let [rows, accepted] = [0, 0];
	for (const file of files) {
		const names = fieldNames(fs.readFileSync(file, 'utf8'));
		const contacts = names.flatMap((name) => {
			const value = valueFor(name);
			return value === undefined ? [] : [[name, value] as const];
		});
		if (contacts.length === 0) continue;
		rows++;
		const row = Object.fromEntries([
			...names.map((name) => [name, 'some text'] as const),
			...contacts,
		]);
		const [lead] = normaliseSubmissions(row, { receivedAt: Date.now() }, { trusted: true });
		const fields = lead?.kind === 'lead' ? lead.fields : undefined;
		const named = fields && (fields.email ?? fields.phone ?? fields.fullName ?? fields.linkedinUrl);
		// A second column of one kind has nowhere else to go.
		const values = new Set([
			fields?.email,
			fields?.phone,
			fields?.firstName,
			fields?.lastName,
			fields?.fullName,
		]);
		const lost = contacts.filter(
			([name, value]) => Object.hasOwn(fields?.extra ?? {}, name.trim()) && !values.has(value),
		);
		if (named && lost.length === 0) accepted++;
		else show(file, { names, lead, lost });
	}
	return { accepted: rows === 0 ? 0 : accepted / rows };
}

function valueFor(name: string): string | undefined {
	return columns.find(([is, isNot]) => is.test(name.trim()) && !isNot?.test(name))?.[2];
}

/** Names behind `$json.` and `.json`, and the columns of sheet nodes. */
function fieldNames(text: string): string[] {
	const found = new Set<string>();
	const plain = text.replace(/\\"/gu, '"');
	for (const match of plain.matchAll(
		/\bjson(?:\.([A-Za-z_]\w*)|\[\s*['"]([^'"\]]{1,80})['"]\s*\])/gu,
	)) {
		const name = match[1] ?? match[2];
		if (name !== undefined) found.add(name);
	}
	for (const match of text.matchAll(
		/"(?:displayName|id)":\s*"([^"\\]{1,60})",\s*"(?:required|defaultMatch|display)/gu,
	)) {
		if (match[1] !== undefined) found.add(match[1]);
	}
	return [...found];
}
