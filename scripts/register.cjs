// Lets Node require TypeScript files (`node --require scripts/register.cjs file.ts`). Worker threads inherit the
// option, so a worker written in TypeScript starts the same way. Nothing is type-checked here: `npm run typecheck` does.

const fs = require('node:fs');
const Module = require('node:module');
const { transformSync } = require('@swc/core');
const options = require('./swc.cjs');

process.setSourceMapsEnabled(true);

Module._extensions['.ts'] = (module, filename) => {
	const source = fs.readFileSync(filename, 'utf8');
	module._compile(transformSync(source, { ...options, filename }).code, filename);
};
