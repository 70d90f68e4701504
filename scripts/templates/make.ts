import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { renew } from '../docs/pages';
import { copyFor } from './build/demo';
import { allTemplates } from './catalogue';
import { asFile, files } from './files';

/**
 * `npm run templates` writes workflows/, their demos and docs/templates/ anew from the library. With `--workspace NAME --out
 * FOLDER` it writes a copy of every template for another workspace instead, which can stand beside the first in one n8n.
 */
function main(): void {
	const { values } = parseArgs({
		options: { workspace: { type: 'string' }, out: { type: 'string' } },
	});
	if (values.workspace !== undefined) return copies(values.workspace, values.out);
	renew(files());
}

function copies(workspace: string, out = '.'): void {
	const folder = path.resolve(out);
	const made = allTemplates();
	fs.mkdirSync(folder, { recursive: true });
	for (const { template, workflow } of made)
		fs.writeFileSync(
			path.join(folder, `${template.file}.json`),
			asFile(copyFor(workflow, workspace)),
		);
	console.log(`${made.length} workflows for the workspace '${workspace}' in ${folder}`);
}

main();
