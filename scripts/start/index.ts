import fs from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import { freshFolder } from '../runtime/fresh';
import { project } from '../runtime/pack';
import { type Demo, remember, remembered, startDemo } from './demo';
import { type Options, help, readOptions } from './options';
import { postSamples, readSamples } from './samples';
import { closingScreen, tell } from './screen';
import type { Summary } from './summary';

/** `npm start`: a real n8n with the package, its templates and sample leads that go through the whole process. */
async function main(args: string[]): Promise<void> {
	const options = readOptions(args);
	if (options === 'help') return console.log(help);
	const folder = await folderFor(options);
	const asked = endRequested();
	const demo = await startDemo(folder, { anyPorts: options.once, tell });
	try {
		const summary = remembered(folder) ?? (await runSamples(demo, asked.signal));
		remember(folder, summary);
		tell(closingScreen(summary, placesOf(demo), demo.templates));
		if (options.json) console.log(JSON.stringify(summary));
		if (options.once) process.exitCode = summary.lost === 0 ? 0 : 1;
		else await stay(demo, asked.signal);
	} finally {
		tell('Stopping …');
		await demo.stop();
		if (options.once) fs.rmSync(folder, { recursive: true, force: true });
	}
}

/** The demo lives in the clone and survives; a single run has a folder of its own that goes with it. */
async function folderFor(options: Options): Promise<string> {
	if (options.once) return await freshFolder();
	const folder = path.join(project, '.demo');
	if (options.fresh) fs.rmSync(folder, { recursive: true, force: true });
	return folder;
}

async function runSamples(demo: Demo, signal: AbortSignal): Promise<Summary> {
	const samples = readSamples();
	tell(`Posting ${samples.length} sample leads to ${demo.webhook} …`);
	const posted = await postSamples(
		demo.webhook,
		samples,
		({ sample, status, answer, receiptId }) => {
			signal.throwIfAborted();
			if (receiptId === undefined)
				tell(`  ${sample.id}: answered ${status} ${answer.slice(0, 200)}`);
		},
	);
	tell('The leads are on their way through the process …');
	return await demo.summary(posted);
}

const placesOf = (demo: Demo) => ({
	editor: demo.n8n.url,
	master: `${demo.n8n.url}/workflow/${demo.master.workflow.id}`,
	mailbox: demo.mailbox.url,
	webhook: demo.webhook,
});

/** Aborts at Ctrl-C and at a request to end. A second Ctrl-C ends at once. */
function endRequested(): AbortController {
	const asked = new AbortController();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			if (asked.signal.aborted) process.exit(1);
			asked.abort(new Error('Stopped on request.'));
		});
	}
	return asked;
}

/** Waits for Ctrl-C, or for n8n to end by itself. */
async function stay(demo: Demo, signal: AbortSignal): Promise<void> {
	tell('Ctrl-C ends everything.');
	await Promise.race([
		demo.n8n.process.exited.then((code) => {
			if (!signal.aborted) tell(`n8n ended by itself (${code}).`);
		}),
		new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve())),
	]);
}

main(process.argv.slice(2)).catch((error: unknown) => {
	tell(inspect(error));
	process.exitCode = 1;
});
