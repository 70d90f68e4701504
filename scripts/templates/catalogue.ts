import fs from 'node:fs';
import path from 'node:path';
import { allNodes } from '../engine/catalogue';
import { tool } from '../runtime/environment';
import { type Built, build } from './build/build';
import { demoOf } from './build/demo';
import type { Template } from './build/spec';
import { library } from './library';
import { type NodeType, ourPrefix, readTypes } from './types';

/** A template and the workflows made of it. */
export interface Made {
	template: Template;
	workflow: Built;
	demo: Built;
}

/** Our own node types by full name, from their source. */
export function ourTypes(): Map<string, NodeType> {
	return readTypes(
		allNodes().map(({ type }) => type.description),
		ourPrefix,
	);
}

/** Every node type of the pinned n8n and of this package by full name. */
export function allTypes(): Map<string, NodeType> {
	const file = path.join(tool('n8n'), 'node_modules/n8n-nodes-base/dist/types/nodes.json');
	const base: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
	return new Map([...readTypes(base, 'n8n-nodes-base.'), ...ourTypes()]);
}

/** Every template of the library, built. */
export function allTemplates(): Made[] {
	const types = ourTypes();
	return library.map((template) => {
		const workflow = build(template, types);
		return { template, workflow, demo: demoOf(template, workflow) };
	});
}
