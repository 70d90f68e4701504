import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { cached, rebuild } from './cache.mjs';

const nodeVersion = '24.21.0';
const n8nVersion = '2.41.1';
const chromiumVersion = '153.0.0';

/** Path of a Node 24: this process's own where it is recent enough, else one from npm. */
export async function node24() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major === 24 && minor >= 21) return process.execPath;
	const name = platformPackage();
	const folder = await cached({
		name: `node-${nodeVersion}`,
		what: `Fetching Node ${nodeVersion} (once per user)`,
		manifest: { dependencies: { [name]: nodeVersion } },
	});
	const file = process.platform === 'win32' ? 'node.exe' : 'node';
	return path.join(folder, 'node_modules', name, 'bin', file);
}

/** The npm package `node` fetches one of these in an install script; we ask for it by name and run no script. */
function platformPackage() {
	const platform = process.platform === 'win32' ? 'win' : process.platform;
	const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
	return `${prefix}-${platform}-${process.arch}`;
}

/** Folder with a runnable n8n in its node_modules. */
export function n8n() {
	return cached({
		name: `n8n-${n8nVersion}`,
		what: `Installing n8n ${n8nVersion} (once per user: about 5 minutes, 3 GB)`,
		manifest: {
			dependencies: { n8n: n8nVersion },
			// A later linkedom asks for a version of a package that was never published.
			overrides: { linkedom: '0.18.14' },
		},
		finish: (folder) => rebuild(folder, 'sqlite3'),
	});
}

/** Path of a headless Chromium that needs no system package. LEAD_CHROMIUM names another one, for systems other than Linux. */
export async function chromium(node) {
	if (process.env.LEAD_CHROMIUM) return process.env.LEAD_CHROMIUM;
	const folder = await cached({
		name: `chromium-${chromiumVersion}`,
		what: 'Fetching Chromium (once per user)',
		manifest: { dependencies: { '@sparticuz/chromium': chromiumVersion } },
		finish: (target) => inflate(target, node),
	});
	return path.join(folder, 'chromium');
}

/**
 * The package unpacks Chromium into the folder for temporary files, which here is the cache. Told that it runs on Lambda
 * it unpacks the shared libraries too, for a machine that has none of them.
 */
function inflate(folder, node) {
	const script = "import('@sparticuz/chromium').then((m) => m.default.executablePath())";
	const { status, error } = spawnSync(node, ['-e', script], {
		cwd: folder,
		env: {
			...process.env,
			TMPDIR: folder,
			TEMP: folder,
			TMP: folder,
			AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x',
		},
		stdio: ['ignore', 2, 2],
	});
	if (status !== 0 || !fs.existsSync(path.join(folder, 'chromium'))) {
		throw new Error(`Chromium could not be unpacked into ${folder}.`, { cause: error });
	}
}
