// System tests: what needs a program that npm does not bring (strace, SpamAssassin, Redis, Dovecot).

const base = require('../../jest.config.cjs');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: '../..',
	// Long ones are soaks: they run with SOAK=1.
	testMatch: [
		'<rootDir>/test/system/**/*.system.ts',
		...(process.env.SOAK === '1' ? ['<rootDir>/test/system/**/*.soak.ts'] : []),
	],
	testPathIgnorePatterns: ['/node_modules/'],
	maxWorkers: 1,
	testTimeout: 120_000,
};
