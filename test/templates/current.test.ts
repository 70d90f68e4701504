import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { project } from '../../scripts/runtime/pack';
import { present } from '../../scripts/docs/pages';
import { files } from '../../scripts/templates/files';
import { leadProcess } from '../../scripts/templates/library/01-lead-process';

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

test('the master has four bands in the order of the process, the seven nodes by name, and at most 25 nodes', () => {
	const master = leadProcess.rows.flat();
	expect(master.map(({ title }) => title)).toEqual([
		'Generation',
		'Filtration',
		'Tracking',
		'Nurturing',
	]);
	const names = master.flatMap(({ nodes }) => nodes.map(({ name }) => name));
	expect(names).toEqual(
		expect.arrayContaining([
			'Lead Capture',
			'Filter by ICP',
			'Score',
			'Assign',
			'Track Touchpoint',
			'Nurture Sequence',
			'Scrub Junk',
		]),
	);
	expect(names.length).toBeLessThanOrEqual(25);
});
