const fs = require('node:fs');

/** Paths in dist of what n8n has to load, in alphabetical order, so that two builds write the same. */
function listed() {
	const found = (folder, suffix) =>
		fs.existsSync(folder)
			? fs
					.readdirSync(folder, { recursive: true })
					.map((name) => `${folder}/${String(name).replaceAll('\\', '/')}`)
					.filter((name) => name.endsWith(`${suffix}.ts`))
					.sort()
					.map((name) => `dist/${name.replace(/\.ts$/, '.js')}`)
			: [];
	return { credentials: found('credentials', '.credentials'), nodes: found('nodes', '.node') };
}

/** Brings the lists of nodes and credentials in package.json in step with the files. Writes only what changed. */
function updateManifest() {
	const before = fs.readFileSync('package.json', 'utf8');
	const manifest = JSON.parse(before);
	Object.assign(manifest.n8n, listed());
	const after = `${JSON.stringify(manifest, null, '\t')}\n`;
	if (after !== before) fs.writeFileSync('package.json', after);
}

module.exports = { listed, updateManifest };
