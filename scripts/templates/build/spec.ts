import { webhookVersion } from '../../../nodes/shared/webhooks';
import type { Json } from '../../runtime/json';

/** A template as it is written down: what it says and which nodes it chains. Places, ids and notes are made of it. */
export interface Template {
	/** Name of its files without an ending, e.g. '02-score-your-sheet'. */
	file: string;
	/** Id under which n8n imports it; 1 to 21 characters, never changed. */
	id: string;
	/** What it does, as n8n asks for: verb, object, where; no full stop. */
	title: string;
	/** For whom it is, in a sentence. */
	audience: string;
	overview: {
		/** Steps of 'How it works', in Markdown. */
		how: readonly string[];
		/** Steps of 'Setup'. */
		setup: readonly string[];
		/** Where to change what. */
		customise: string;
	};
	/** Accounts that it needs besides n8n and the package, e.g. 'A mail account (SMTP)'. */
	requirements: readonly string[];
	/** White bands: what stands in one row of the canvas lies side by side. */
	rows: ReadonlyArray<readonly Band[]>;
	/** Items for the demo, the node that takes them, and whether they are captured as leads before. */
	demo: {
		into: string;
		captured?: boolean;
		leads: readonly Json[];
		/** Nodes that some of the items come to, which shows that the demo ran through. */
		reaches: readonly string[];
	};
}

/** A white note and the nodes that lie on it. */
export interface Band {
	title: string;
	/** What happens here; fewer than 50 words. */
	text: string;
	nodes: readonly Step[];
}

/** A node of a template. */
export interface Step {
	name: string;
	type: string;
	typeVersion: number;
	parameters: Json;
	/** Column and row in its band, from 0. */
	at: readonly [column: number, row: number];
	/** Nodes behind its outputs, by the output's name. `Error` is n8n's error output. */
	to: Readonly<Record<string, readonly string[]>>;
	/** What takes its place in the demo, since it needs an account there: switched off, or other parameters. */
	demo?: 'off' | Json;
	/** Whether the node has a webhook, so that it needs an id for it. */
	webhook: boolean;
}

/** Where a node's outputs lead: one node behind the first output, or nodes by the output's name. */
export type Targets = string | Readonly<Record<string, string | readonly string[]>>;

/** What a step may have besides its parameters. */
export interface More {
	to?: Targets;
	demo?: 'off' | Json;
}

/** Name of the only output of a node that has one. */
export const onlyOutput = '';

/** A node of this package. */
export function ours(
	at: Step['at'],
	name: string,
	type: OurType,
	parameters: Json = {},
	more: More = {},
): Step {
	const webhook = type === 'leadCaptureTrigger' || type === 'touchpointTrigger';
	return {
		...step(at, name, parameters, more),
		type: `n8n-nodes-lead-management.${type}`,
		typeVersion: webhook ? webhookVersion : 1,
		webhook,
	};
}

/** A node of n8n's own. */
export function n8n(
	at: Step['at'],
	name: string,
	type: keyof typeof versions,
	parameters: Json = {},
	more: More = {},
): Step {
	return {
		...step(at, name, parameters, more),
		type: `n8n-nodes-base.${type}`,
		typeVersion: versions[type],
		webhook: withWebhook.has(type),
	};
}

/** The node where a branch ends and the leads wait, with a name that says what for. */
export function end(at: Step['at'], name: string): Step {
	return n8n(at, name, 'noOp');
}

function step(at: Step['at'], name: string, parameters: Json, { to = {}, demo }: More) {
	const targets = typeof to === 'string' ? { [onlyOutput]: to } : to;
	return {
		at,
		name,
		parameters,
		to: Object.fromEntries(
			Object.entries(targets).map(([output, nodes]) => [output, [nodes].flat()]),
		),
		...(demo === undefined ? {} : { demo }),
	};
}

type OurType =
	| 'assign'
	| 'filterByIcp'
	| 'leadCapture'
	| 'leadCaptureTrigger'
	| 'leadMailboxTrigger'
	| 'leadRecord'
	| 'leadReport'
	| 'leadSheet'
	| 'leadStore'
	| 'nurtureSequence'
	| 'score'
	| 'scrubJunk'
	| 'touchpointTrigger'
	| 'trackTouchpoint';

/** n8n's nodes that have a webhook, some only for an operation of theirs. */
const withWebhook = new Set(['emailSend', 'form', 'formTrigger', 'webhook']);

/** Versions of n8n's nodes that are current in the pinned n8n. */
const versions = {
	aggregate: 1,
	emailReadImap: 2.2,
	emailSend: 2.1,
	errorTrigger: 1,
	form: 2.5,
	formTrigger: 2.6,
	googleSheets: 4.7,
	hubspot: 2.2,
	if: 2.3,
	limit: 1,
	manualTrigger: 1,
	n8nTrigger: 1,
	noOp: 1,
	scheduleTrigger: 1.4,
	set: 3.5,
	splitOut: 1,
	stickyNote: 1,
	switch: 3.4,
	webhook: 2.1,
} as const;
