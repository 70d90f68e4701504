import fs from 'node:fs';
import path from 'node:path';
import { at, isJson, listAt, textAt, type Json } from '../runtime/json';
import type { N8n } from '../runtime/n8n';
import { packageName, project } from '../runtime/pack';
import type { Workflow } from '../runtime/rest';

/** The template that the samples go through. */
export const masterFile = '01-lead-process.json';

/** Where the variants lie that need no account. */
const demos = path.join(project, 'workflows', 'demo');

/** The template's variant that needs no account. */
export function readDemo(file: string): Workflow {
	const parsed: unknown = JSON.parse(fs.readFileSync(path.join(demos, file), 'utf8'));
	return asWorkflow(parsed, file);
}

/** A template as it stands on this instance. */
export interface Imported {
	file: string;
	workflow: Workflow;
	/** Whether it runs by itself. The others wait for a click, so that they do not take part in the master's process. */
	published: boolean;
}

/**
 * Imports the demo of every template and publishes the master; the others run when somebody clicks on 'Execute workflow'.
 * @param credentials ids by credential type
 */
export async function importTemplates(
	n8n: N8n,
	credentials: Record<string, { id: string; name: string }>,
): Promise<Imported[]> {
	const types = await credentialTypes(n8n);
	const files = fs.readdirSync(demos).filter((name) => name.endsWith('.json'));
	const imported: Imported[] = [];
	for (const file of files.sort()) {
		const workflow = connected(readDemo(file), types, credentials);
		const published = file === masterFile;
		await (published ? n8n.rest.publish(workflow) : n8n.rest.save(workflow));
		imported.push({ file, workflow, published });
	}
	return imported;
}

/** Path after /webhook/ of the template's capture trigger. */
export function capturePath(workflow: Workflow): string {
	const trigger = listAt(workflow, 'nodes').find(
		(node) => at(node, 'type') === `${packageName}.leadCaptureTrigger`,
	);
	if (trigger === undefined) throw new Error(`'${workflow.name}' has no Lead Capture Trigger.`);
	return textAt(trigger, 'parameters', 'path');
}

function asWorkflow(parsed: unknown, file: string): Workflow {
	if (!isJson(parsed)) throw new Error(`${file} is not a workflow.`);
	return { ...parsed, id: textAt(parsed, 'id'), name: textAt(parsed, 'name') };
}

/** Names of the credential types each node type can use. */
export async function credentialTypes(n8n: N8n): Promise<Map<string, string[]>> {
	const types: unknown = await (await n8n.get('/types/nodes.json')).json();
	return new Map(
		(Array.isArray(types) ? types : []).map((type: unknown) => [
			textAt(type, 'name'),
			listAt(type, 'credentials').map((entry) => textAt(entry, 'name')),
		]),
	);
}

/** The workflow with our credentials on every node that can use one of them. */
export function connected(
	workflow: Workflow,
	types: Map<string, string[]>,
	credentials: Record<string, { id: string; name: string }>,
): Workflow {
	const nodes = listAt(workflow, 'nodes').filter(isJson);
	return { ...workflow, nodes: nodes.map((node) => withCredentials(node, types, credentials)) };
}

function withCredentials(
	node: Json,
	types: Map<string, string[]>,
	credentials: Record<string, { id: string; name: string }>,
): Json {
	const usable = (types.get(textAt(node, 'type')) ?? []).filter((type) => type in credentials);
	if (usable.length === 0) return node;
	return {
		...node,
		credentials: Object.fromEntries(usable.map((type) => [type, credentials[type]])),
	};
}
