import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { project } from '../../scripts/runtime/pack';
import { present } from '../../scripts/docs/pages';
import { files } from '../../scripts/templates/files';

const made = files();

test.each(made.map(({ file, text }) => [file, text]))('%s is as the library says', (file, text) => {
	expect(present(file)).toBe(text);
});

test.each(['workflows', 'workflows/demo', 'docs/templates'])(
	'%s holds nothing that the library does not make',
	(folder) => {
		const found = fs
			.readdirSync(path.join(project, folder), { withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map(({ name }) => `${folder}/${name}`);
		expect(found.sort()).toEqual(
			made
				.map(({ file }) => file)
				.filter((file) => path.posix.dirname(file) === folder)
				.sort(),
		);
	},
);

test('README lists every template', () => {
	const readme = fs.readFileSync(path.join(project, 'README.md'), 'utf8');
	for (const { file } of made.filter(({ file }) => file.endsWith('.md')))
		expect(readme).toContain(`(${file})`);
});

test('every template has a picture of its canvas', () => {
	for (const { file } of made.filter(({ file }) => file.endsWith('.md'))) {
		const picture = `docs/pictures/templates/${path.basename(file, '.md')}.png`;
		expect([picture, fs.existsSync(path.join(project, picture))]).toEqual([picture, true]);
	}
});
