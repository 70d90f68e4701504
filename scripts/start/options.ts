import { parseArgs } from 'node:util';

/** What the user asked for. */
export interface Options {
	/** Run the samples on a new instance, print what happened, and end. */
	once: boolean;
	/** Print the summary as JSON as the last line of standard output. */
	json: boolean;
	/** Throw the demo away and begin anew. */
	fresh: boolean;
}

export const help = `npm start -- [--once] [--json] [--fresh]

  --once   run the samples on a new n8n, say what happened, and end
  --json   print the summary as JSON as the last line
  --fresh  throw away what earlier starts left and begin anew`;

/** @throws where an option is unknown */
export function readOptions(args: string[]): Options | 'help' {
	const { values } = parseArgs({
		args,
		options: {
			once: { type: 'boolean', default: false },
			json: { type: 'boolean', default: false },
			fresh: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	return values.help ? 'help' : { once: values.once, json: values.json, fresh: values.fresh };
}
