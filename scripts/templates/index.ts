import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { tool } from '../runtime/environment';
import { at } from '../runtime/json';
import { project } from '../runtime/pack';
import { ourPrefix, readTypes, templateProblems } from './check';

const load = createRequire(__filename);

/** `npm run lint:templates`: every template against n8n's rules and against the nodes as they are now. */
function main(): void {
	const base: unknown = JSON.parse(
		fs.readFileSync(
			path.join(tool('n8n'), 'node_modules', 'n8n-nodes-base', 'dist', 'types', 'nodes.json'),
			'utf8',
		),
	);
	const types = new Map([
		...readTypes(base, 'n8n-nodes-base.'),
		...readTypes(ourDescriptions(), ourPrefix),
	]);
	const folder = path.join(project, 'workflows');
	const files = fs.readdirSync(folder).filter((name) => name.endsWith('.json'));
	const problems = files.flatMap((file) =>
		templateProblems(JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')), types).map(
			(problem) => `${file}: ${problem}`,
		),
	);
	for (const problem of problems) console.log(problem);
	console.log(`${files.length} templates, ${problems.length} problems`);
	process.exitCode = problems.length === 0 && files.length > 0 ? 0 : 1;
}

/** Descriptions of our own nodes, from their source. */
function ourDescriptions(): unknown[] {
	const folder = path.join(project, 'nodes');
	return fs
		.readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.node.ts'))
		.map((name) => {
			const exported: unknown = load(path.join(folder, name));
			const Node = at(exported, path.basename(name, '.node.ts'));
			if (typeof Node !== 'function') throw new Error(`${name} exports no class of its name.`);
			const node: unknown = Reflect.construct(Node, []);
			return at(node, 'description');
		});
}

main();
