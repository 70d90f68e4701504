import { listAt, textAt } from '../runtime/json';
import type { Made } from './catalogue';
import { packageName } from '../runtime/pack';

/** The page of a template in docs/templates. */
export function pageOf({ template, workflow }: Made): string {
	const { file, title, audience, overview, requirements, rows } = template;
	const numbered = (lines: readonly string[]) =>
		lines.map((line, index) => `${index + 1}. ${line}`).join('\n');
	const used = [
		...new Set(
			listAt(workflow, 'nodes')
				.map((node) => textAt(node, 'type'))
				.filter((type) => type.startsWith(`${packageName}.`))
				.map((type) => type.slice(packageName.length + 1)),
		),
	].sort();
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
			`Nodes of this package: ${used.map((name) => `[${wordsOf(name)}](../nodes/${kebab(name)}.md)`).join(' · ')}`,
		].join('\n\n') + '\n'
	);
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const wordsOf = (name: string) =>
	name
		.replace(/([A-Z])/g, ' $1')
		.replace(/^./, (letter) => letter.toUpperCase())
		.replace('By Icp', 'by ICP');
