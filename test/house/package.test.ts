import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import manifest from '../../package.json';

const root = path.resolve(__dirname, '..', '..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');

describe('package.json', () => {
	test('installs without any dependency', () => {
		expect(manifest).not.toHaveProperty('dependencies');
		expect(manifest).not.toHaveProperty('optionalDependencies');
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(manifest.files).toEqual(['dist']);
	});

	test('runs nothing when it is installed', () => {
		const hooks = /^(pre|post)?(install|prepare|publish|pack)$|^prepublishOnly$|^dependencies$/;
		expect(Object.keys(manifest.scripts).filter((name) => hooks.test(name))).toEqual([]);
	});

	test('lists every node and credential, in alphabetical order', () => {
		const listed = (folder: string, suffix: string) =>
			(fs.existsSync(path.join(root, folder))
				? fs.readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
				: []
			)
				.filter((name) => name.endsWith(`${suffix}.ts`))
				.map((name) => `dist/${folder}/${name.replace(/\.ts$/, '.js')}`)
				.sort();
		expect(manifest.n8n.nodes).toEqual(listed('nodes', '.node'));
		expect(manifest.n8n.credentials).toEqual(listed('credentials', '.credentials'));
	});
});

test('README names every library that is bundled, and no other', () => {
	const bundled = fs
		.readdirSync(path.join(root, 'lib', 'vendor'))
		.flatMap((name) => [...read(`lib/vendor/${name}`).matchAll(/from '([^'/]+)/g)])
		.map(([, name = '']) => name);
	const [, told = ''] = /^Bundled libraries[^:]*: ([^.]*)\./m.exec(read('README.md')) ?? [];
	const named = told.split(',').map((one) => one.trim().split(' ')[0]);
	expect(named.sort()).toEqual([...new Set(bundled)].sort());
});

test('the lockfile names no registry', () => {
	expect(read('package-lock.json')).not.toMatch(/"resolved"|registry\.[a-z]/);
});

test('the lockfile holds what other systems need: npm ci refuses one that does not', () => {
	const {
		packages,
	}: { packages: Record<string, { optionalDependencies?: Record<string, string> }> } = JSON.parse(
		read('package-lock.json'),
	);
	const names = new Set(Object.keys(packages).map((key) => key.replace(/^.*node_modules\//, '')));
	const missing = Object.entries(packages).flatMap(([key, { optionalDependencies = {} }]) =>
		Object.keys(optionalDependencies)
			.filter((name) => !names.has(name))
			.map((name) => `${key} needs ${name}`),
	);
	expect(missing).toEqual([]);
});

/** Every file of the project that git knows, except what others wrote for us. */
const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
	.split('\0')
	.filter(
		(file) => file !== '' && file !== 'package-lock.json' && fs.existsSync(path.join(root, file)),
	);

test('no file names a place on a machine', () => {
	const place = /(?:^|[\s'"`(=])\/(?:work|root|home\/[a-z])\/|(?:^|[\s'"`(=])\/tmp\/[a-z]/m;
	expect(
		files.filter((file) => /\.(ts|mjs|cjs|js|json|md)$/.test(file) && place.test(read(file))),
	).toEqual([]);
});

test('every text file ends its lines with a line feed', () => {
	const text = files.filter((file) => /\.(ts|mjs|cjs|js|json|md|svg)$/.test(file));
	expect(text.filter((file) => read(file).includes('\r\n'))).toEqual([]);
});
