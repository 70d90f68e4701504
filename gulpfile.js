// Makes dist, the only folder that is published: our code as tsc writes it, icons, codex and data beside it, and the
// libraries it uses bundled, so that an install brings no dependency along.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const { dest, parallel, series, src } = require('gulp');
const { updateManifest } = require('./scripts/build/manifest.cjs');
const { bundleVendor } = require('./scripts/build/vendor.cjs');

const clean = () => fs.promises.rm('dist', { recursive: true, force: true });

/** The lists of nodes and credentials in package.json follow the files. */
const manifest = async () => updateManifest();

function run(args) {
	const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 2, 2] });
	if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
}

const compile = async () => run(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']);

/** Icons and codex files stand beside their node, data beside the code that reads it. */
const assets = () =>
	src(
		[
			'nodes/**/*.svg',
			'nodes/**/*.node.json',
			'credentials/**/*.svg',
			'lib/**/data/**/*.json',
			'lib/**/*.sql',
		],
		{ base: '.', encoding: false, allowEmpty: true },
	).pipe(dest('dist'));

const vendor = () => bundleVendor('lib/vendor', 'dist/lib/vendor');

/** Says how large the package is, as npm would publish it. */
async function size() {
	const npm = process.env.npm_execpath;
	const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
	const { stdout } = npm?.endsWith('.js')
		? spawnSync(process.execPath, [npm, ...args], { encoding: 'utf8' })
		: spawnSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' });
	const parsed = JSON.parse(stdout);
	const [pack] = Array.isArray(parsed) ? parsed : Object.values(parsed);
	const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
	console.error(
		`Package: ${megabytes(pack.size)} packed, ${megabytes(pack.unpackedSize)} unpacked, ${pack.entryCount} files`,
	);
}

exports.manifest = manifest;
exports.build = series(clean, manifest, compile, parallel(assets, vendor), size);
exports.default = exports.build;
