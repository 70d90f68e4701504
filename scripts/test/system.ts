import { spawnSync } from 'node:child_process';
import { conclude, jest } from './checks';

/** Programs the system tests use, with the Debian package that brings each. */
const programs = {
	'redis-server': 'redis-server',
	dovecot: 'dovecot-imapd',
	spamassassin: 'spamassassin',
	strace: 'strace',
};

/** `npm run test:system`: what needs a Debian package. A package that is missing is installed; a test is never skipped. */
async function main(args: string[]): Promise<void> {
	install();
	conclude([await jest('system', 'test/system/jest.config.cjs', args)]);
}

function install(): void {
	const missing = Object.entries(programs).filter(
		([program]) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0,
	);
	if (missing.length === 0) return;
	const packages = missing.map(([, name]) => name);
	console.error(`Installing ${packages.join(', ')} …`);
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	for (const args of [
		['update', '-qq'],
		['install', '-y', '-qq', '--no-install-recommends', ...packages],
	]) {
		const { status } = spawnSync('apt-get', args, { env, stdio: ['ignore', 2, 2] });
		if (status !== 0) {
			throw new Error(
				`'apt-get ${args.join(' ')}' ended with ${status}; these tests need Debian and root.`,
			);
		}
	}
}

main(process.argv.slice(2)).catch((error: unknown) => {
	console.error(error);
	console.log('0 passed, 1 failed');
	process.exitCode = 1;
});
