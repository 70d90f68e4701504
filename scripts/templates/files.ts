import type { Page } from '../docs/pages';
import { allNodes } from '../engine/catalogue';
import { allTemplates } from './catalogue';
import { pageOf } from './page';

/** Workflows, their demos and their pages, as the library has them. */
export function files(): Page[] {
	const nodes = allNodes();
	return allTemplates().flatMap((made) => {
		const { file } = made.template;
		return [
			{ file: `workflows/${file}.json`, text: asFile(made.workflow) },
			{ file: `workflows/demo/${file}.json`, text: asFile(made.demo) },
			{ file: `docs/templates/${file}.md`, text: pageOf(made, nodes) },
		];
	});
}

/** A workflow as it stands in a file. */
export function asFile(workflow: object): string {
	return `${JSON.stringify(workflow, null, '\t')}\n`;
}
