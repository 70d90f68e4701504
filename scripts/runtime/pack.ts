import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The name under which n8n knows the package. */
export const packageName = 'n8n-nodes-lead-management';

/** The folder of this clone. */
export const project = path.resolve(__dirname, '..', '..');

/**
 * Puts the package into an n8n user folder as n8n's own installer does: packed by npm, unpacked into the folder for
 * community packages, its development and peer dependencies struck from the manifest.
 *
 * @param folder the N8N_USER_FOLDER
 */
export function installPackage(folder: string): void {
	const nodes = path.join(folder, '.n8n', 'nodes');
	const target = path.join(nodes, 'node_modules', packageName);
	fs.rmSync(target, { recursive: true, force: true });
	fs.mkdirSync(target, { recursive: true });
	run('tar', ['-xzf', packed(), '-C', target, '--strip-components=1']);
	const file = path.join(target, 'package.json');
	const manifest: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
	const struck = ['devDependencies', 'peerDependencies', 'optionalDependencies'];
	const kept = Object.entries(manifest ?? {}).filter(([name]) => !struck.includes(name));
	fs.writeFileSync(file, JSON.stringify(Object.fromEntries(kept), null, 2));
	fs.writeFileSync(
		path.join(nodes, 'package.json'),
		JSON.stringify({
			name: 'installed-nodes',
			private: true,
			dependencies: { [packageName]: '*' },
		}),
	);
}

/**
 * Puts the package into an n8n user folder as README says for an n8n without Docker, with nothing from any registry: npm's cache
 * is empty, and it may not ask.
 */
export function installByHand(folder: string): void {
	const nodes = path.join(folder, '.n8n', 'nodes');
	fs.mkdirSync(nodes, { recursive: true });
	const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-npm-'));
	try {
		run('npm', ['install', '--offline', '--cache', cache, packed()], nodes);
	} finally {
		fs.rmSync(cache, { recursive: true, force: true });
	}
}

/** Bytes of the tarball, and of the files in it. */
export function packageSize(): { packed: number; unpacked: number } {
	const file = packed();
	const listed = run('tar', ['-tvzf', file]).trim().split('\n');
	const sizes = listed.map((line) => Number(line.trim().split(/\s+/u)[2]));
	return { packed: fs.statSync(file).size, unpacked: sizes.reduce((sum, size) => sum + size, 0) };
}

/** The tarball of the package as it is built now; packed anew where dist changed. */
function packed(): string {
	const cache = path.join(project, 'node_modules', '.cache', 'pack');
	const stamp = fs.readFileSync(path.join(project, 'node_modules', '.cache', 'build.stamp'));
	const folder = path.join(cache, createHash('sha256').update(stamp).digest('hex').slice(0, 16));
	const existing = tarball(folder);
	if (existing !== undefined) return existing;
	fs.rmSync(cache, { recursive: true, force: true });
	fs.mkdirSync(folder, { recursive: true });
	run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder]);
	const made = tarball(folder);
	if (made === undefined) throw new Error(`'npm pack' left no tarball in ${folder}.`);
	return made;
}

function tarball(folder: string): string | undefined {
	if (!fs.existsSync(folder)) return undefined;
	const name = fs.readdirSync(folder).find((entry) => entry.endsWith('.tgz'));
	return name === undefined ? undefined : path.join(folder, name);
}

function run(command: string, args: string[], cwd = project): string {
	const { status, stdout, stderr, error } = spawnSync(command, args, {
		cwd,
		encoding: 'utf8',
		shell: process.platform === 'win32',
	});
	if (status !== 0) {
		throw new Error(`'${command} ${args.join(' ')}' did not succeed: ${stderr}`, { cause: error });
	}
	return stdout;
}
