import { check, conclude, jest } from './checks';

/** `npm test`: what needs Node and npm only. Arguments go to the unit tests and leave the other suites out. */
async function main(args: string[]): Promise<void> {
	if (args.length > 0) return conclude([await jest('unit', 'jest.config.cjs', args)]);
	const still = await Promise.all([
		check('lint', ['node_modules/eslint/bin/eslint.js', '.']),
		check('types', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.test.json']),
	]);
	const format = await check('format', [
		...['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
	]);
	const unit = await jest('unit', 'jest.config.cjs');
	const endToEnd = await jest('end to end', 'test/e2e/jest.config.cjs');
	conclude([...still, format, unit, endToEnd]);
}

main(process.argv.slice(2)).catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
