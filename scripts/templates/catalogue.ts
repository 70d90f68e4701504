import { allNodes } from '../engine/catalogue';
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

/** Every template of the library, built. */
export function allTemplates(): Made[] {
	const types = ourTypes();
	return library.map((template) => {
		const workflow = build(template, types);
		return { template, workflow, demo: demoOf(template, workflow) };
	});
}
