import fs from 'node:fs';
import path from 'node:path';
import { project } from '../runtime/pack';
import { allTypes } from './catalogue';
import { templateProblems, workflowProblems } from './check';

/**
 * `npm run lint:templates`: every template against n8n's rules and against the nodes as they are now; files that are
 * named instead against what holds for any workflow, or with --publish against all of it.
 */
function main(): void {
	const types = allTypes();
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
