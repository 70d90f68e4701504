import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { project } from '../runtime/pack';
import { copyFor } from './build/demo';
import { allTemplates } from './catalogue';
import { files, present } from './files';

/**
 * `npm run templates` writes workflows/, their demos and docs/templates/ anew from the library. With `--workspace NAME --out
 * FOLDER` it writes a copy of every template for another workspace instead, which can stand beside the first in one n8n.
 */
function main(): void {
	const { values } = parseArgs({
		options: { workspace: { type: 'string' }, out: { type: 'string' } },
	});
	if (values.workspace !== undefined) return copies(values.workspace, values.out);
	const changed = files().filter(({ file, text }) => text !== present(file));
	for (const { file, text } of changed) write(path.join(project, file), text);
	console.log(
		changed.length === 0 ? 'All are current.' : changed.map(({ file }) => file).join('\n'),
	);
}

function copies(workspace: string, out = '.'): void {
	const here = process.env['INIT_CWD'] ?? process.cwd();
	const folder = path.resolve(here, out);
	for (const { template, workflow } of allTemplates()) {
		const text = `${JSON.stringify(copyFor(workflow, workspace), null, '\t')}\n`;
		write(path.join(folder, `${template.file}.json`), text);
	}
	console.log(`${allTemplates().length} workflows for the workspace '${workspace}' in ${folder}`);
}

function write(file: string, text: string): void {
	fs.mkdirSync(path.dirname(file), { recursive: true });
	fs.writeFileSync(file, text);
}

main();
