import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { SoakResult } from './result';

/** A file of this folder: the long form of a test, run before a change of its subject counts as done. */
type Soak = () => Promise<SoakResult>;

const names = fs
	.readdirSync(__dirname)
	.filter((file) => file.endsWith('.ts') && !['index.ts', 'result.ts'].includes(file))
	.map((file) => file.replace(/\.ts$/, ''))
	.sort();

const usage = `npm run soak -- [--only NAME[,NAME]]

The long forms of tests: kills, chaos, big volumes. Soaks: ${names.join(', ')}`;

/** `npm run soak`: one after the other; ends with 'N passed, N failed'. */
async function main(): Promise<number> {
	const { values } = parseArgs({
		options: { only: { type: 'string' }, help: { type: 'boolean' } },
	});
	if (values.help) {
		process.stdout.write(`${usage}\n`);
		return 0;
	}
	const wanted = values.only?.split(',').map((name) => name.trim()) ?? names;
	const unknown = wanted.filter((name) => !names.includes(name));
	if (unknown.length > 0) throw new Error(`There is no soak '${unknown.join("', '")}'.\n${usage}`);
	let failed = 0;
	for (const name of wanted) {
		console.error(`${name} …`);
		const began = performance.now();
		const { passed, said } = await runnerOf(name)();
		if (!passed) failed += 1;
		const seconds = Math.round((performance.now() - began) / 1000);
		console.log(`${passed ? 'passed' : 'FAILED'}  ${name} (${seconds} s): ${said}`);
	}
	console.log(`${wanted.length - failed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

function runnerOf(name: string): Soak {
	const module: { run?: Soak } = createRequire(__filename)(path.join(__dirname, `${name}.ts`));
	if (module.run === undefined) throw new Error(`scripts/soak/${name}.ts exports no 'run'.`);
	return module.run;
}

main().then(
	(code) => {
		process.exitCode = code;
	},
	(error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	},
);
