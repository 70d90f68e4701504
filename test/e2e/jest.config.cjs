// End-to-end tests: a real n8n with the package installed, a real browser, a real SMTP server.

const base = require('../../jest.config.cjs');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/e2e/**/*.e2e.ts'],
	testPathIgnorePatterns: ['/node_modules/'],
	// Each file starts an n8n of its own, and there are two cores.
	maxWorkers: 1,
	// Connections to programs that have ended would keep jest waiting.
	forceExit: true,
	testTimeout: 120_000,
};
