import fs from 'node:fs';
import path from 'node:path';
import { project } from '../runtime/pack';
import { allTemplates } from './catalogue';
import { pageOf } from './page';

/** A file that is made of the library. */
export interface MadeFile {
	/** Path in the project. */
	file: string;
	text: string;
}

/** Workflows, their demos and their pages, as they should be. */
export function files(): MadeFile[] {
	return allTemplates().flatMap((made) => {
		const { file } = made.template;
		return [
			{ file: `workflows/${file}.json`, text: json(made.workflow) },
			{ file: `workflows/demo/${file}.json`, text: json(made.demo) },
			{ file: `docs/templates/${file}.md`, text: pageOf(made) },
		];
	});
}

/** What a file says now; '' where there is none. */
export function present(file: string): string {
	const where = path.join(project, file);
	return fs.existsSync(where) ? fs.readFileSync(where, 'utf8') : '';
}

const json = (workflow: object) => `${JSON.stringify(workflow, null, '\t')}\n`;
