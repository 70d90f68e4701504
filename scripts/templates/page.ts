import { listAt, textAt } from '../runtime/json';
import type { Made } from './catalogue';
import { kebab } from '../docs/pages';
import type { allNodes } from '../engine/catalogue';
import { packageName } from '../runtime/pack';
import { ourPrefix } from './types';

/** The page of a template in docs/templates. @param nodes of the package */
export function pageOf({ template, workflow }: Made, nodes: ReturnType<typeof allNodes>): string {
	const { file, title, audience, overview, requirements, rows } = template;
	const numbered = (lines: readonly string[]) =>
		lines.map((line, index) => `${index + 1}. ${line}`).join('\n');
	const types = new Set(listAt(workflow, 'nodes').map((node) => textAt(node, 'type')));
	const used = nodes.filter(({ type }) => types.has(`${ourPrefix}${type.description.name}`));
	return (
		[
			`# ${title}`,
			audience,
			`![The canvas](../pictures/templates/${file}.png)`,
			`[The workflow](../../workflows/${file}.json) · [its demo](../../workflows/demo/${file}.json), which needs no account`,
			`## How it works\n\n${numbered(overview.how)}`,
			`## How to set up\n\nInstall the community package \`${packageName}\` first (self-hosted n8n, Settings → Community nodes), then import the workflow (_Create workflow → … → Import from file_).\n\n${numbered(overview.setup)}`,
			`## Requirements\n\n${['A self-hosted n8n', ...requirements].map((one) => `- ${one}`).join('\n')}`,
			`## How to customise\n\n${overview.customise}`,
			`## What is on the canvas\n\n${rows
				.flat()
				.map((band) => `- **${band.title}**: ${band.text}`)
				.join('\n')}`,
			`Nodes of this package: ${used.map(({ className, type }) => `[${type.description.displayName}](../nodes/${kebab(className)}.md)`).join(' · ')}`,
		].join('\n\n') + '\n'
	);
}
