import fs from 'node:fs';
import path from 'node:path';
import { fieldOf } from '../../lib/core/lead/fields';
import { allNodes } from '../engine/catalogue';
import { crmExports } from './crmExports';
import { fieldsOf } from './fields';

/** A page of docs/ and what it has to say. */
export interface Page {
	/** Path in the project. */
	file: string;
	text: string;
}

const root = path.resolve(__dirname, '../..');

/** Every page with a part that is made of the code, as it should be; what is written by hand stays as it is. */
export function pages(): Page[] {
	const nodes = allNodes().map(({ className, type }) => {
		const file = `docs/nodes/${kebab(className)}.md`;
		const made = `<details>\n<summary>All fields</summary>\n\n${fieldsOf(type)}\n\n</details>`;
		return { file, text: put(file, 'fields', made) };
	});
	const crm = 'docs/moving-from-another-crm.md';
	return [...nodes, { file: crm, text: put(crm, 'maps', maps()) }];
}

/** What a page says now; '' where there is none. */
export function present(file: string): string {
	const where = path.join(root, file);
	return fs.existsSync(where) ? fs.readFileSync(where, 'utf8') : '';
}

/** Brings files in step with the code, and says which were not. */
export function renew(made: readonly Page[]): void {
	const changed = made.filter(({ file, text }) => text !== present(file));
	for (const { file, text } of changed) {
		fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
		fs.writeFileSync(path.join(root, file), text);
	}
	console.log(
		changed.length === 0 ? 'All are current.' : changed.map(({ file }) => file).join('\n'),
	);
}

/** Replaces the part of a page between its marks, or puts it at the end. */
function put(file: string, name: string, made: string): string {
	const [start, end] = [`<!-- ${name}: made by npm run docs -->`, `<!-- end of ${name} -->`];
	const block = `${start}\n<!-- prettier-ignore-start -->\n\n${made}\n\n<!-- prettier-ignore-end -->\n${end}`;
	const text = present(file);
	const from = text.indexOf(start);
	const to = text.indexOf(end);
	if (from < 0 || to < 0) return `${text.trimEnd()}\n\n${block}\n`;
	return `${text.slice(0, from)}${block}${text.slice(to + end.length)}`;
}

function maps(): string {
	return crmExports
		.map(({ crm, kind, columns }) => {
			const kept = columns.filter(([, meaning]) => meaning === undefined);
			return [
				`**${crm}, ${kind}**`,
				'',
				'| Column | Becomes |',
				'| --- | --- |',
				...columns.flatMap(([header, meaning]) =>
					meaning === undefined ? [] : [`| ${header} | ${labelOf(meaning)} |`],
				),
				'',
				...(kept.length > 0
					? [`Kept in \`extra\` as they are: ${kept.map(([header]) => header).join(', ')}.`]
					: []),
			].join('\n');
		})
		.join('\n\n');
}

/** Meanings that are no field of the lead by that name, in words. */
const inWords: Readonly<Record<string, string>> = {
	externalId: 'ID in the other system, so that a second import finds the same lead',
	mobile: 'Phone where there is no other, else kept in `extra`',
	street: 'Street',
	website: 'Website and domain',
	stage: 'kept in `extra` under its own name: move leads by it after the import',
	temperature: 'kept in `extra` under its own name: Score gives its own',
	externalScore: 'kept in `extra` under its own name',
	notes: 'Notes',
	doNotEmail: 'Do not contact by e-mail',
	doNotCall: 'Do not contact by phone',
};

function labelOf(meaning: string): string {
	return inWords[meaning] ?? fieldOf(meaning)?.label ?? meaning;
}

/** A node's class name as its page is called. */
export function kebab(className: string): string {
	return className.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();
}
