import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './cache.mjs';
import { withLock } from './lock.mjs';
import { withHeartbeat } from './log.mjs';
import { npm } from './npm.mjs';

/** The folder of this clone. */
export const project = path.resolve(import.meta.dirname, '..', '..');

const lockOf = (work) => {
	const clone = createHash('sha256').update(project).digest('hex').slice(0, 12);
	return path.join(cacheFolder, 'locks', `${clone}-${work}.lock`);
};

/** Installs the development dependencies where node_modules is missing or differs from package-lock.json. */
export async function dependencies() {
	if (installed()) return;
	await withLock(lockOf('install'), async () => {
		if (installed()) return;
		const fresh = !fs.existsSync(path.join(project, 'node_modules'));
		await withHeartbeat('Installing development dependencies', () =>
			npm(project, [fresh ? 'ci' : 'install', ...(fresh ? [] : ['--no-save']), '--loglevel=error']),
		);
	});
}

/** npm keeps what it installed in a lockfile of its own, written last. Optional packages are for other platforms. */
function installed() {
	const read = (file) => JSON.parse(fs.readFileSync(path.join(project, file), 'utf8')).packages;
	if (!fs.existsSync(path.join(project, 'node_modules', '.package-lock.json'))) return false;
	const wanted = read('package-lock.json');
	const present = read('node_modules/.package-lock.json');
	return Object.entries(wanted).every(
		([name, { version, optional }]) =>
			name === '' || present[name]?.version === version || (optional && !present[name]),
	);
}

const sources = [
	'nodes',
	'credentials',
	'lib',
	'gulpfile.js',
	'tsconfig.json',
	'package.json',
	'package-lock.json',
];

/** Builds dist where it is older than what it is made of. `force` builds in any case. */
export async function build(node, force = false) {
	const stamp = path.join(project, 'node_modules', '.cache', 'build.stamp');
	const fresh = () =>
		fs.existsSync(path.join(project, 'dist')) &&
		fs.existsSync(stamp) &&
		fs.readFileSync(stamp, 'utf8') === fingerprint();
	if (!force && fresh()) return;
	await withLock(lockOf('build'), async () => {
		if (!force && fresh()) return;
		await withHeartbeat('Building dist', () => {
			const gulp = path.join(project, 'node_modules', 'gulp', 'bin', 'gulp.js');
			const { status } = spawnSync(node, [gulp, 'build'], {
				cwd: project,
				stdio: ['ignore', 2, 2],
			});
			if (status !== 0) throw new Error('The build did not succeed; what it says stands above.');
		});
		fs.mkdirSync(path.dirname(stamp), { recursive: true });
		// After the build, which may bring the list of nodes in package.json up to date.
		fs.writeFileSync(stamp, fingerprint());
	});
}

/** Names, sizes and times of everything dist is made of. */
function fingerprint() {
	const hash = createHash('sha256');
	const visit = (name) => {
		const stat = fs.statSync(path.join(project, name), { throwIfNoEntry: false });
		if (stat?.isDirectory()) {
			for (const child of fs.readdirSync(path.join(project, name)).sort())
				visit(`${name}/${child}`);
		} else if (stat) hash.update(`${name} ${stat.size} ${stat.mtimeMs}\n`);
	};
	sources.forEach(visit);
	return hash.digest('hex');
}
