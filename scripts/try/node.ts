import fs from 'node:fs';
import path from 'node:path';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeParameters,
	INodeType,
} from 'n8n-workflow';
import { configureStores } from '../../lib/process/stores';
import { findNode, plain } from '../engine/catalogue';
import { runNode } from '../engine/node';
import { throwAwayFolder } from '../engine/settings';
import type { TryRequest } from './arguments';
import { operationsOf } from './list';

/** What is printed. */
export interface TryResult {
	outputs: Record<string, IDataObject[]>;
	error?: { message: string; description?: string };
	hints?: string[];
}

/** Runs a node as asked. */
export async function tryNode(request: Extract<TryRequest, { kind: 'node' }>): Promise<TryResult> {
	const { className, type } = findNode(request.node);
	const { now, store } = request;
	configureStores({
		folder: throwAwayFolder,
		...(store !== undefined && { file: path.resolve(store) }),
		...(now !== undefined && { clock: () => now }),
	});
	const parameters = {
		...readObject(request.parameters),
		...(request.operation !== undefined && { operation: operation(type, request.operation) }),
	};
	warnOfUnknown(className, type, parameters);
	const { outputs, error, hints } = await runNode({
		type,
		parameters,
		items: readItems(request.items),
		credentials: readCredentials(request.credentials),
	});
	return {
		outputs: Object.fromEntries(
			Object.entries(outputs).map(([name, items]) => [name, items.map(({ json }) => json)]),
		),
		...(error && { error }),
		...(hints.length > 0 && { hints }),
	};
}

function operation(type: INodeType, name: string): string {
	const known = operationsOf(type);
	const found = known.find((one) =>
		[one.value, one.name].some((key) => plain(key) === plain(name)),
	);
	if (found !== undefined) return found.value;
	throw new Error(
		`'${type.description.displayName}' has no operation '${name}'. Operations: ${known.map((one) => one.name).join(', ')}.`,
	);
}

/** n8n leaves out parameters that a node does not have; whoever misspelled one wants to know. */
function warnOfUnknown(className: string, type: INodeType, parameters: INodeParameters): void {
	const known = new Set(type.description.properties.map(({ name }) => name));
	for (const name of Object.keys(parameters)) {
		if (!known.has(name)) console.error(`${className} has no parameter '${name}'; it is left out.`);
	}
}

function readItems(file: string | undefined): IDataObject[] | undefined {
	const items = file === undefined ? undefined : readJson(file);
	if (items === undefined) return undefined;
	const list: unknown[] = Array.isArray(items) ? items : [items];
	return list.map((item, index) => {
		if (isObject(item)) return item;
		throw new Error(`Item ${index} of ${file} is no object.`);
	});
}

function readObject(file: string | undefined): INodeParameters {
	const value = file === undefined ? {} : readJson(file);
	if (isObject(value)) return value;
	throw new Error(`${file} holds no object.`);
}

function readCredentials(file: string | undefined): Record<string, ICredentialDataDecryptedObject> {
	return Object.fromEntries(
		Object.entries(readObject(file)).map(([type, fields]) => {
			if (isCredential(fields)) return [type, fields];
			throw new Error(`${file}: '${type}' holds no object of fields.`);
		}),
	);
}

function isCredential(value: unknown): value is ICredentialDataDecryptedObject {
	return isObject(value) && Object.values(value).every((field) => field !== null);
}

function readJson(file: string): unknown {
	try {
		return JSON.parse(fs.readFileSync(file, 'utf8'));
	} catch (cause) {
		throw new Error(`${file} cannot be read as JSON: ${String(cause)}`, { cause });
	}
}

function isObject(value: unknown): value is IDataObject & INodeParameters {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
