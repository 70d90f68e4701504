import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { closeStores, configureStores } from '../../lib/process/stores';
import { readArguments } from '../../scripts/try/arguments';
import { list } from '../../scripts/try/list';
import { tryNode } from '../../scripts/try/node';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-try-'));

/** Runs a node by the words of a command line; objects become files, as their user would write them. */
async function attempt(...words: Array<string | object>) {
	const args = words.map((word, index) => {
		if (typeof word === 'string') return word;
		const file = path.join(folder, `${index}.json`);
		fs.writeFileSync(file, JSON.stringify(word));
		return file;
	});
	const request = readArguments(args);
	if (request.kind !== 'node') throw new Error(`'${args.join(' ')}' names no node.`);
	return await tryNode(request);
}

afterEach(async () => {
	await closeStores();
	configureStores({ file: undefined, clock: undefined });
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('npm run try', () => {
	it('gives seven leads to reps weighted 5, 1 and 1 in the order A A B A C A A', async () => {
		const store = path.join(folder, 'reps.sqlite');
		const items = [...'1234567'].map((digit) => ({ email: `person${digit}@example.com` }));
		const at = ['--store', store, '--now', '2026-03-02T10:00:00Z'];
		await attempt('lead capture', '--items', items, ...at);
		const rep = [
			['A', 5],
			['B', 1],
			['C', 1],
		].map(([name, weight]) => ({ name, email: `${name}@example.com`.toLowerCase(), weight }));
		const parameters = { keepWith: [], repList: { rep } };
		const { outputs } = await attempt(
			'Assign',
			'--items',
			items,
			'--parameters',
			parameters,
			...at,
		);
		const owners = outputs['Assigned']?.map(({ owner }) => String(owner).charAt(0).toUpperCase());
		expect(owners?.join(' ')).toBe('A A B A C A A');
	});

	it.each([
		[20, 14, 7, 14.142],
		[20, 14, 14, 10],
		[20, 14, 30, 4.529],
		[50, 45, 30, 31.498],
	])(
		'fades %d points with a half-life of %d days in %d days to %d',
		async (points, halfLife, days, left) => {
			const now = Date.parse('2026-03-02T09:00:00Z');
			const occurredAt = new Date(now - days * 86_400_000).toISOString();
			const { outputs } = await attempt(
				'Score',
				'--now',
				new Date(now).toISOString(),
				'--items',
				[{ fit: 0, touchpoints: [{ type: 'own.event', occurredAt }] }],
				'--parameters',
				{
					store: 'none',
					outputs: 'one',
					rules: {
						rule: [
							{
								when: 'touchpoint',
								touchpoint: '__other',
								ownType: 'own.event',
								points,
								fades: 'halfLife',
								halfLife,
							},
						],
					},
				},
			);
			const [item] = Object.values(outputs).flat();
			expect(item?.['scoreReasons']).toContainEqual(
				expect.objectContaining({ points, decayed: left }),
			);
		},
	);

	it('says which operations there are when one is misspelled', async () => {
		await expect(attempt('leadrecord', '--operation', 'fetch')).rejects.toThrow(
			"'Lead Record' has no operation 'fetch'. Operations: Get, Get Many,",
		);
	});

	it('lists every node with its operations, outputs and parameters', () => {
		const nodes = list();
		expect(nodes.length).toBeGreaterThanOrEqual(9);
		const record = nodes.find(({ node }) => node === 'Lead Record');
		const many = record?.operations.find(({ name }) => name === 'Get Many');
		expect(many).toMatchObject({ value: 'getMany', outputs: ['Lead'] });
		expect(many?.parameters.map(({ name }) => name)).toContain('filters');
	});
});
