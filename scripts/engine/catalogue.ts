import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import type { INodeType } from 'n8n-workflow';

/** A node of this package. */
export interface KnownNode {
	/** Name of its class, e.g. 'LeadCapture'. */
	className: string;
	type: INodeType;
}

const nodesFolder = path.resolve(__dirname, '../../nodes');

/** Every node of the package, by display name. */
export function allNodes(): KnownNode[] {
	const load = createRequire(__filename);
	return fs
		.globSync('*/*.node.ts', { cwd: nodesFolder })
		.flatMap((file) => Object.entries<unknown>(load(path.join(nodesFolder, file))))
		.flatMap(([className, exported]) => {
			const type = typeof exported === 'function' ? Reflect.construct(exported, []) : undefined;
			return isNodeType(type) ? [{ className, type }] : [];
		})
		.sort((a, b) => a.type.description.displayName.localeCompare(b.type.description.displayName));
}

/** The node of this class or display name; spaces and case do not matter. */
export function findNode(name: string, nodes = allNodes()): KnownNode {
	const wanted = plain(name);
	const found = nodes.find(({ className, type }) =>
		[className, type.description.displayName].some((one) => plain(one) === wanted),
	);
	if (found !== undefined) return found;
	const names = nodes.map(({ type }) => `'${type.description.displayName}'`).join(', ');
	throw new Error(`There is no node '${name}'. Nodes: ${names}.`);
}

/** A name without spaces, punctuation and case. */
export function plain(name: string): string {
	return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function isNodeType(value: unknown): value is INodeType {
	return typeof value === 'object' && value !== null && 'description' in value;
}
