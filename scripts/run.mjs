#!/usr/bin/env node
/**
 * Starts a task of this project: `node scripts/run.mjs <task> [--] [arguments]`.
 *
 * Runs on any Node from 20 and needs nothing installed: it installs and builds what is missing, says so on standard
 * error, and goes on under Node 24. The task's exit code is its own.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { say } from './bootstrap/log.mjs';
import { build, dependencies, project } from './bootstrap/project.mjs';
import { chromium, n8n, node24 } from './bootstrap/tools.mjs';

const jest = (config) => ['node_modules/jest/bin/jest.js', '--config', config];

/** What a task runs, with which tools made ready before. */
const tasks = {
	build: { run: ['-e', ''], needs: ['forcedBuild'] },
	node: { run: [], needs: [], here: true },
	try: { run: ['scripts/try'], needs: [], here: true },
	quality: { run: ['scripts/quality'], needs: [], here: true },
	bench: { run: ['scripts/bench'], needs: ['build', 'n8n'] },
	soak: { run: ['scripts/soak'], needs: ['build', 'n8n', 'chromium'] },
	start: { run: ['scripts/start'], needs: ['build', 'n8n'] },
	docs: { run: ['scripts/docs'], needs: [] },
	pictures: { run: ['scripts/pictures'], needs: ['build', 'n8n', 'chromium'] },
	templates: { run: ['scripts/templates/make'], needs: [], here: true },
	'lint:templates': { run: ['scripts/templates'], needs: ['n8n'], here: true },
	'test:unit': { run: jest('jest.config.cjs'), needs: [] },
	'test:e2e': { run: jest('test/e2e/jest.config.cjs'), needs: ['build', 'n8n', 'chromium'] },
	'test:system': { run: ['scripts/test/system'], needs: ['build', 'n8n', 'chromium'] },
	test: { run: ['scripts/test'], needs: ['build', 'n8n', 'chromium'] },
};

async function main([name, ...rest]) {
	const task = tasks[name];
	if (task === undefined) {
		throw new Error(`There is no task '${name ?? ''}'. Tasks: ${Object.keys(tasks).join(', ')}.`);
	}
	const missing = task.run.find((part) => part.startsWith('scripts/') && !exists(part));
	if (missing !== undefined) throw new Error(`'${name}' is not there yet: ${missing} is missing.`);
	await dependencies();
	const node = await node24();
	const env = { ...process.env, LEAD_NODE: node };
	const make = {
		build: () => build(node),
		forcedBuild: () => build(node, true),
		n8n: async () => (env.LEAD_N8N = await n8n()),
		chromium: async () => (env.LEAD_CHROMIUM = await chromium(node)),
	};
	for (const tool of task.needs) await make[tool]();
	const args = rest[0] === '--' ? rest.slice(1) : rest;
	// Worker threads and jest's workers inherit --require, so TypeScript runs in them as well.
	const register = path.join(project, 'scripts', 'register.cjs');
	const run = task.run.map((part) => (part.includes('/') ? path.join(project, part) : part));
	// Files named in arguments are meant from where the user stands, which npm hides from a script.
	const here = process.env.INIT_CWD ?? process.cwd();
	const child = spawn(node, ['--require', register, ...run, ...args], {
		cwd: task.here === true ? here : project,
		env: { ...env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}` },
		stdio: 'inherit',
	});
	// Ctrl-C reaches the child from the terminal; this process waits for it to end in good order.
	process.on('SIGINT', () => {});
	for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
	child.once('error', fail);
	child.once('exit', (code, signal) => {
		if (signal === null) process.exit(code);
		say(`'${name}' was ended by ${signal}.`);
		process.exit(1);
	});
}

/** A script is a file or a folder with an index. */
function exists(script) {
	return [`${script}.ts`, path.join(script, 'index.ts')].some((file) =>
		fs.existsSync(path.join(project, file)),
	);
}

function fail(error) {
	say(error instanceof Error ? error.message : String(error));
	process.exit(1);
}

main(process.argv.slice(2)).catch(fail);
