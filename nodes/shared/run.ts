import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IPairedItemData,
	NodeOperationError,
} from 'n8n-workflow';
import type { ProcessContext } from '../../lib/process/context';
import { openForNode, workspaceOf } from './context';
import { toNodeError, type Problem } from './errors';
import { leadsOfItems, type ItemLead } from './leads';
import type { Operation } from './operation';
import { parametersOf, type Parameters } from './parameters';

/** One execution of an operation over the node's whole input. */
export interface Run {
	/** n8n's functions, for what this interface does not offer (credentials, binary data, HTTP). */
	readonly functions: IExecuteFunctions;
	readonly items: readonly INodeExecutionData[];
	readonly parameters: Parameters;
	/** 'none' where the user chose 'No Store (Items Only)'; then `context` and `leads` must not be asked for. */
	readonly store: 'builtIn' | 'postgres' | 'none';
	readonly workspace: string;
	/** The operation can work on the items alone. */
	readonly worksWithoutStore: boolean;
	/** Run by hand in the editor. */
	readonly manual: boolean;
	/** Called by an AI agent. */
	readonly asTool: boolean;
	/** Opens the store (once per process) and answers settings, time and ids of this run. */
	context(): Promise<ProcessContext>;
	/** The lead of each item from the store, in the order of the items; items without a lead are undefined and already failed. */
	leads(): Promise<Array<ItemLead | undefined>>;
	/**
	 * Sends an item on: its own fields, then the added ones; nested values are passed on as they are, the incoming item
	 * stays untouched. Fields added as undefined are left out.
	 */
	emit(output: string, index: number, added?: object): void;
	/** Sends on a new item, with its files, that came of some incoming ones (none: of the whole input). */
	emitNew(output: string, json: object, of?: number | number[], binary?: IBinaryKeyData): void;
	/** Reports an item that could not be handled; throws unless the node continues on fail. */
	fail(index: number, problem: Problem): void;
	/** Shows a note above the output after the run, e.g. what to do next. */
	hint(message: string, type?: 'info' | 'warning' | 'danger'): void;
	/** Gives the event loop a turn when a slice of work is over; call it every few dozen items. */
	pause(): Promise<void>;
}

/** A run, and what came of it when it is over. */
export interface RunWithResults extends Run {
	results(): INodeExecutionData[][];
}

/** Prepares the run of an operation. */
export function startRun(
	functions: IExecuteFunctions,
	operation: Operation,
	asTool: boolean,
	pause: () => Promise<void>,
): RunWithResults {
	const items = functions.getInputData();
	const parameters = parametersOf(functions, [...operation.fields, ...(operation.options ?? [])]);
	const workspace = workspaceOf(parameters);
	const store = parameters.choice('store', ['builtIn', 'postgres', 'none']);
	const single = asTool || (operation.outputs.length > 1 && parameters.text('outputs') === 'one');
	const results: INodeExecutionData[][] = single
		? [[]]
		: operation.outputs.map((): INodeExecutionData[] => []);
	const places = new Map(operation.outputs.map((name, index) => [name, single ? 0 : index]));
	const marked = single && operation.outputs.length > 1;
	const outcomes = new Map(marked ? operation.outputs.map((name) => [name, lowerFirst(name)]) : []);
	let context: Promise<ProcessContext> | undefined;

	const send = (output: string, item: INodeExecutionData) => {
		const place = results[places.get(output) ?? -1];
		if (place === undefined) throw new Error(`There is no output '${output}'.`);
		place.push(item);
	};
	let all: IPairedItemData[] | undefined;

	const run: RunWithResults = {
		functions,
		items,
		parameters,
		workspace,
		worksWithoutStore: operation.worksWithoutStore === true,
		store,
		manual: functions.getMode() === 'manual',
		asTool,
		pause,
		context: async () => await (context ??= openForNode(functions, workspace, store, pause)),
		leads: async () => await leadsOfItems(run),
		emit(output, index, added) {
			const json = joined(items[index]?.json, added, outcomes.get(output));
			const binary = items[index]?.binary;
			send(output, { json, pairedItem: { item: index }, ...(binary && { binary }) });
		},
		emitNew(output, json, of, binary = {}) {
			const from =
				of === undefined
					? (all ??= items.map((_item, item) => ({ item })))
					: [of].flat().map((item) => ({ item }));
			send(output, {
				json: joined({}, json, outcomes.get(output)),
				pairedItem: from,
				...(Object.keys(binary).length > 0 && { binary }),
			});
		},
		fail(index, problem) {
			const error = toNodeError(functions.getNode(), problem, index);
			if (!functions.continueOnFail()) throw error;
			// For its error output n8n wants nothing but error and details, and adds the incoming item's fields itself.
			const separate = functions.getNode().onError === 'continueErrorOutput';
			const told = joined({ error: error.message }, { details: problem.remedy });
			const json = separate
				? told
				: joined(items[index]?.json, told, marked ? 'failed' : undefined);
			const output = operation.failuresTo ?? operation.outputs.at(-1) ?? '';
			send(output, { json, pairedItem: { item: index } });
		},
		hint(message, type = 'info') {
			functions.addExecutionHints({ message, type, location: 'outputPane' });
		},
		results: () => results,
	};
	return run;
}

/** An error about the whole run, with a remedy; for use inside operations. */
export function stop(run: Run, problem: Problem): NodeOperationError {
	return toNodeError(run.functions.getNode(), problem);
}

/**
 * Both objects in a new one, without undefined values, and the outcome where there is one to tell; the first itself where
 * there is nothing to add.
 */
function joined(base: IDataObject = {}, added: object = {}, outcome?: string): IDataObject {
	const json: IDataObject = { ...base };
	let isChanged = false;
	for (const [key, value] of Object.entries(added)) {
		if (value === undefined) continue;
		json[key] = value;
		isChanged = true;
	}
	if (outcome !== undefined) json['outcome'] = outcome;
	return isChanged || outcome !== undefined ? json : base;
}

function lowerFirst(text: string): string {
	return text.charAt(0).toLowerCase() + text.slice(1);
}
