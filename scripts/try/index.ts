import '../engine/settings';
import { closeStores } from '../../lib/process/stores';
import { list } from './list';
import { tryNode } from './node';
import { help, readArguments } from './arguments';

/** `npm run --silent try -- <node> …`: runs one node in n8n's engine; standard output carries JSON only. */
async function main(): Promise<number> {
	const request = readArguments(process.argv.slice(2));
	if (request.kind === 'help') return await print(help, 0);
	if (request.kind === 'list') return await print(JSON.stringify(list(), null, '\t'), 0);
	const result = await tryNode(request);
	await closeStores();
	return await print(JSON.stringify(result, null, '\t'), result.error === undefined ? 0 : 1);
}

async function print(text: string, code: number): Promise<number> {
	await new Promise<void>((resolve) => {
		process.stdout.write(`${text}\n`, () => resolve());
	});
	return code;
}

// n8n's engine and libraries may speak on the console; that is not the result.
for (const speak of ['log', 'info', 'debug'] as const) console[speak] = console.error;

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exit(2);
	},
);
