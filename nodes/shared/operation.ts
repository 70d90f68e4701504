import type { INodeProperties } from 'n8n-workflow';
import type { Run } from './run';

/** One operation of a node: what the panel shows of it, and what it does. One file each. */
export interface Operation {
	/** Stable key, part of saved workflows, e.g. 'moveStage'. */
	value: string;
	/** Title Case, e.g. 'Move Stage'. */
	name: string;
	/** Sentence case with the object, e.g. 'Move leads to another stage'. */
	action: string;
	/** One sentence without a full stop, with an example where it helps. */
	description: string;
	/** Names of the outputs in order; one name where there is only one way out. */
	outputs: readonly [string, ...string[]];
	/** Output of items that could not be handled while the node continues on fail; the last output unless set. */
	failuresTo?: string;
	/** Parameters in reading order; they are shown for this operation only. */
	fields: INodeProperties[];
	/** Rarely changed parameters, under 'Add Option'; read them as 'options.<name>'. */
	options?: INodeProperties[];
	/** The operation can work on the items alone: 'No Store (Items Only)' is offered. */
	worksWithoutStore?: boolean;
	/** As a tool of an AI agent the operation refuses unless the user ticks Allow. */
	asTool?: 'deletes' | 'sends';
	/** Handles the whole input at once and reports every item by `run.emit` or `run.fail`. */
	run(run: Run): Promise<void>;
}

/** Operations of a node in the order of its list; the first one is the default. */
export type Operations = readonly [Operation, ...Operation[]];
