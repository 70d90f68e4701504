import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { tool } from '../runtime/environment';
import { at } from '../runtime/json';
import { project } from '../runtime/pack';
import { templateProblems, workflowProblems } from './check';
import { ourPrefix, readTypes } from './types';

const load = createRequire(__filename);

/**
 * `npm run lint:templates`: every template against n8n's rules and against the nodes as they are now; files that are
 * named instead against what holds for any workflow, or with --publish against all of it.
 */
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
	const own = process.argv.slice(2);
	const rules = own.length > 0 && !own.includes('--publish') ? workflowProblems : templateProblems;
	const named = own.filter((argument) => !argument.startsWith('--'));
	const files = named.length > 0 ? named : ourTemplates();
	const problems = files.flatMap((file) =>
		rules(JSON.parse(fs.readFileSync(file, 'utf8')), types).map(
			(problem) => `${path.basename(file)}: ${problem}`,
		),
	);
	for (const problem of problems) console.log(problem);
	console.log(`${files.length} workflows, ${problems.length} problems`);
	process.exitCode = problems.length === 0 && files.length > 0 ? 0 : 1;
}

function ourTemplates(): string[] {
	const folder = path.join(project, 'workflows');
	return fs
		.readdirSync(folder)
		.filter((name) => name.endsWith('.json'))
		.map((name) => path.join(folder, name));
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
