// How TypeScript becomes JavaScript wherever it runs uncompiled: in tests and in scripts.

module.exports = {
	swcrc: false,
	jsc: {
		parser: { syntax: 'typescript' },
		target: 'es2023',
		keepClassNames: true,
	},
	module: { type: 'commonjs', ignoreDynamic: true },
	sourceMaps: 'inline',
};
