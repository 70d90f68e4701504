import { spawn } from 'node:child_process';

/**
 * Runs npm in `cwd`, its output on standard error.
 * @throws when npm ends with anything but 0, naming the command
 */
export function npm(cwd, args, env = process.env) {
	// Under `npm run`, npm says where it lives; a plain `node scripts/run.mjs` takes the one on the path.
	const cli = process.env.npm_execpath;
	const [command, first, shell] =
		cli !== undefined && /\.c?js$/.test(cli)
			? [process.execPath, [cli], false]
			: ['npm', [], process.platform === 'win32'];
	return new Promise((resolve, reject) => {
		const child = spawn(command, [...first, ...args], { cwd, env, shell, stdio: ['ignore', 2, 2] });
		child.once('error', reject);
		child.once('close', (code, signal) =>
			code === 0
				? resolve()
				: reject(new Error(`'npm ${args.join(' ')}' in ${cwd} ended with ${code ?? signal}.`)),
		);
	});
}
