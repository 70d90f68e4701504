// Unit, contract and engine tests: everything that needs neither a running n8n nor a system package.

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/', '<rootDir>/test/system/'],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/artefacts/'],
	transform: { '\\.[cm]?[jt]s$': ['@swc/jest', require('./scripts/swc.cjs')] },
	// Packages that ship ES modules only: jest loads CommonJS, so they are transformed like our own code.
	transformIgnorePatterns: [
		'/node_modules/(?!(postal-mime|re2js|nock|@mswjs|@open-draft|outvariant|strict-event-emitter|is-node-process|until-async|rettime)/)',
	],
	maxWorkers: 2,
	workerIdleMemoryLimit: '1GB',
	testTimeout: 30_000,
};
