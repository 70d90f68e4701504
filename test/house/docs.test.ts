import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { pages, present } from '../../scripts/docs/pages';

const root = path.resolve(__dirname, '../..');

describe('docs', () => {
	it.each(pages().map(({ file, text }) => [file, text]))(
		'%s is current (npm run docs brings it in step with the code)',
		(file, text) => {
			expect(present(file)).toBe(text);
		},
	);

	it('link to nothing that is not there', () => {
		const files = fs.globSync('{*.md,docs/**/*.md}', { cwd: root });
		expect(files.length).toBeGreaterThan(14);
		const missing = files.flatMap((file) =>
			[...present(file).matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)/g)]
				.map(([, target = '']) => path.join(path.dirname(file), decodeURI(target)))
				.filter((target) => !fs.existsSync(path.join(root, target)))
				.map((target) => `${file} → ${target}`),
		);
		expect(missing).toEqual([]);
	});
});
