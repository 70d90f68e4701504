// System tests: what needs a program that npm does not bring (strace, SpamAssassin, Redis, Dovecot).

const base = require('../../jest.config.cjs');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/system/**/*.system.ts'],
	testPathIgnorePatterns: ['/node_modules/'],
	maxWorkers: 1,
	testTimeout: 120_000,
};
