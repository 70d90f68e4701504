import fs from 'node:fs';
import path from 'node:path';
import { tool } from '../runtime/environment';
import { project } from '../runtime/pack';
import { ourTypes } from './catalogue';
import { templateProblems, workflowProblems } from './check';
import { readTypes } from './types';

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
	const types = new Map([...readTypes(base, 'n8n-nodes-base.'), ...ourTypes()]);
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

main();
