import { n8nCommunityNodesPlugin as n8nCommunity } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';
import house from './scripts/lint/house.mjs';

/**
 * Everything n8n's two plugins ask for and this package does otherwise, each with its reason. All other rules of both
 * plugins are on, as errors.
 */
const exceptions = {
	everywhere: {
		// The nodes send over SMTP, read mailboxes and write sheets with the credentials users already have in n8n.
		'@n8n/community-nodes/no-credential-reuse': 'off',
		'@n8n/community-nodes/valid-credential-references': 'off',
		'n8n-nodes-base/node-class-description-credentials-name-unsuffixed': 'off',
		// Order carries meaning in our lists: stages follow the life of a lead, operations the day of a user.
		'n8n-nodes-base/node-param-collection-type-unsorted-items': 'off',
		'n8n-nodes-base/node-param-fixed-collection-type-unsorted-items': 'off',
		'n8n-nodes-base/node-param-multi-options-type-unsorted-items': 'off',
		'n8n-nodes-base/node-param-options-type-unsorted-items': 'off',
		// These two predate NodeConnectionTypes; n8n's own configuration switches them off as well.
		'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
		'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
		// This one forbids what the UI needs to refuse a number that is too large; n8n switches it off as well.
		'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		// Wants a URL where n8n itself accepts a slug of its own documentation; the community plugin checks ours.
		'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
	},
	lib: {
		// The store, the mail transport and the worker thread are built on Node's own modules and timers.
		'@n8n/community-nodes/no-restricted-imports': 'off',
		'@n8n/community-nodes/no-restricted-globals': 'off',
		// The library does not know n8n: nodes/ turns its errors into n8n's.
		'@n8n/community-nodes/require-node-api-error': 'off',
	},
};

/** Rules of a plugin's config, all as errors. */
const asErrors = (rules) => Object.fromEntries(Object.keys(rules).map((name) => [name, 'error']));

const shipped = ['nodes/**/*.ts', 'credentials/**/*.ts', 'lib/**/*.ts'];
const community = asErrors(n8nCommunity.configs.recommended.rules);

export default tseslint.config(
	{ ignores: ['dist/', '.demo/', 'artefacts/', 'coverage/', 'node_modules/'] },
	{ linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
	{
		plugins: { '@n8n/community-nodes': n8nCommunity, 'n8n-nodes-base': n8nNodesBase, house },
	},
	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.strict],
		languageOptions: {
			parserOptions: { project: './tsconfig.test.json', tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/ban-ts-comment': ['error', { 'ts-ignore': true, 'ts-nocheck': true }],
			'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
			],
			'@typescript-eslint/await-thenable': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			'@typescript-eslint/no-unnecessary-type-assertion': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true },
			],
			'max-lines': ['error', 300],
			eqeqeq: 'error',
			'no-console': 'error',
			'prefer-const': 'error',
		},
	},
	{
		files: shipped,
		rules: { ...community, 'house/arrows': 'error', ...exceptions.everywhere },
	},
	{
		files: ['nodes/**/*.ts'],
		rules: { ...asErrors(n8nNodesBase.configs.nodes.rules), ...exceptions.everywhere },
	},
	{
		files: ['credentials/**/*.ts'],
		rules: { ...asErrors(n8nNodesBase.configs.credentials.rules), ...exceptions.everywhere },
	},
	{ files: ['lib/**/*.ts'], rules: exceptions.lib },
	{
		files: ['lib/core/**/*.ts'],
		rules: {
			'no-restricted-syntax': [
				'error',
				...[
					["CallExpression[callee.object.name='Date'][callee.property.name='now']", 'the clock'],
					["NewExpression[callee.name='Date'][arguments.length=0]", 'the clock'],
					["CallExpression[callee.object.name='Math'][callee.property.name='random']", 'chance'],
				].map(([selector, what]) => ({
					selector,
					message: `lib/core is pure: ${what} comes in as an argument.`,
				})),
			],
		},
	},
	{
		files: ['test/**/*.ts'],
		rules: {
			'@typescript-eslint/no-non-null-assertion': 'off',
			'no-restricted-syntax': [
				'error',
				{
					selector:
						'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|only|todo|failing)$/]',
					message: 'A test runs or is not there.',
				},
				{
					selector: 'CallExpression[callee.name=/^(xit|xtest|xdescribe|fit|fdescribe)$/]',
					message: 'A test runs or is not there.',
				},
			],
		},
	},
	{ files: ['scripts/**/*.ts', 'test/**/*.ts'], rules: { 'no-console': 'off' } },
	{
		files: ['package.json'],
		languageOptions: {
			parser: tseslint.parser,
			parserOptions: { extraFileExtensions: ['.json'] },
		},
		rules: { ...community, ...asErrors(n8nNodesBase.configs.community.rules) },
	},
);
