import { parseArgs } from 'node:util';

/** What to try. */
export type TryRequest =
	| { kind: 'help' }
	| { kind: 'list' }
	| {
			kind: 'node';
			node: string;
			operation?: string;
			/** Paths of JSON files. */
			parameters?: string;
			items?: string;
			credentials?: string;
			/** Path of the store's file; a store that vanishes where absent. */
			store?: string;
			/** Milliseconds since the epoch. */
			now?: number;
	  };

/** What `--help` prints. */
export const help = `npm run --silent try -- <node> [options]

Runs one node through n8n's own engine and prints {"outputs": {"<output name>": [item, …]}}.
<node> is the display or class name, e.g. "Filter by ICP" or FilterByIcp; spaces and case do not matter.

  --operation NAME      the operation, e.g. "Get Many" or getMany; the node's first one unless given
  --parameters p.json   parameters by their key, as saved in a workflow; expressions start with '='
  --items i.json        a list of plain objects or n8n items; one empty item unless given
  --store f.sqlite      the lead store's file, made if it is not there; a store that vanishes unless given
  --now ISO             the store's time, e.g. 2026-03-02T09:00:00Z; real time unless given
  --credentials c.json  {"<type>": {…decrypted fields}}, e.g. {"smtp": {"host": "127.0.0.1", "port": 1025}}
  --list                every node with its operations, parameters and outputs, as JSON

Examples:
  try score --items leads.json --now 2026-03-02T09:00:00Z --parameters p.json
      leads.json  [{"fit": 60, "touchpoints": [{"type": "form.submit", "occurredAt": "2026-02-23T09:00:00Z"}]}]
      p.json      {"store": "none", "rules": {"rule": [{"when": "touchpoint", "touchpoint": "formSubmit",
                   "points": 20, "fades": "halfLife", "halfLife": 14}]}}
  try assign --items leads.json --store f.sqlite --parameters p.json, after try "lead capture" with the same items and store
      p.json      {"keepWith": [], "repList": {"rep": [{"name": "Ada", "email": "ada@example.com", "weight": 5}]}}

Exit code 1: the node stopped; "error" says why. Exit code 2: the request could not be understood.`;

/** Reads the command line; throws a message for its user. */
export function readArguments(args: string[]): TryRequest {
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: {
			operation: { type: 'string' },
			parameters: { type: 'string' },
			items: { type: 'string' },
			credentials: { type: 'string' },
			store: { type: 'string' },
			now: { type: 'string' },
			list: { type: 'boolean' },
			help: { type: 'boolean' },
		},
	});
	const { now: moment, list, help: asked, ...files } = values;
	if (list) return { kind: 'list' };
	if (asked || positionals.length === 0) return { kind: 'help' };
	const now = moment === undefined ? undefined : Date.parse(moment);
	if (Number.isNaN(now)) {
		throw new Error(`--now '${moment}' is no time. Write it like 2026-03-02T09:00:00Z.`);
	}
	return { kind: 'node', node: positionals.join(' '), ...files, ...(now !== undefined && { now }) };
}
