const fs = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');

/** Licences that allow us to ship the code with their text beside it. */
const permissive =
	/^\(?(MIT|MIT-0|ISC|Apache-2\.0|BSD-2-Clause|BSD-3-Clause|0BSD|CC0-1\.0|Unlicense|BlueOak-1\.0\.0)\b/;

/**
 * Replaces every file of dist's vendor folder by a bundle of itself and writes the licence texts of what is inside.
 * It bundles from the TypeScript source: its imports, unlike tsc's require calls, let esbuild leave out what is unused.
 */
async function bundleVendor(from, to) {
	if (!fs.existsSync(from)) return;
	const files = fs
		.readdirSync(from)
		.filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
	const { metafile } = await esbuild.build({
		entryPoints: files.map((name) => path.join(from, name)),
		outdir: to,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		minifySyntax: true,
		legalComments: 'inline',
		metafile: true,
		// n8n brings the first; the others are optional parts that their packages try and do without.
		external: ['n8n-workflow', 'pg-native', 'cloudflare:sockets'],
		logLevel: 'warning',
	});
	fs.writeFileSync(path.join(to, 'LICENSES.txt'), licences(Object.keys(metafile.inputs)));
}

/** One section per bundled package. Throws where a licence is missing or not one of the permissive ones. */
function licences(inputs) {
	const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined));
	const sections = [...folders].map((folder) => {
		const { name, version, license } = JSON.parse(
			fs.readFileSync(path.join(folder, 'package.json'), 'utf8'),
		);
		if (!permissive.test(String(license))) {
			throw new Error(`${name} ${version} has the licence '${license}', which may not be bundled.`);
		}
		const file = fs.readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
		const text = file
			? fs.readFileSync(path.join(folder, file), 'utf8').trim()
			: `Licence: ${license}`;
		return `${name} ${version} (${license})\n\n${text}\n`;
	});
	return sections.sort().join(`\n${'-'.repeat(80)}\n\n`);
}

/** Folder of the package that a bundled file belongs to, or undefined for our own. */
function packageFolder(input) {
	return /^(?:.*node_modules\/)(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
}

module.exports = { bundleVendor };
