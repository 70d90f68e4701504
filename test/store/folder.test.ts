import { describe, expect, it } from '@jest/globals';
import { folderConcern } from '../../lib/store/folder';

describe('folderConcern', () => {
	it.each([
		['NFS', 0x6969, 'network'],
		['CIFS, reported with a sign', 0xff534d42 | 0, 'network'],
		['tmpfs', 0x01021994, 'ephemeral'],
		['the layer of a container', 0x794c7630, 'ephemeral'],
		['ext4', 0xef53, undefined],
		['an unknown one', 0, undefined],
	])('of %s', (_name, type, kind) => {
		expect(folderConcern('/home/node/.n8n', () => type)?.kind).toBe(kind);
	});

	it('asks the nearest parent that exists', () => {
		const asked: string[] = [];
		const concern = folderConcern('/a/b/c', (folder) => {
			asked.push(folder);
			if (folder !== '/a') throw new Error('ENOENT');
			return 0x6969;
		});
		expect(asked).toEqual(['/a/b/c', '/a/b', '/a']);
		expect(concern?.message).toContain('The folder /a/b/c is on a network drive');
	});

	it('says nothing where nothing can be found out', () => {
		const refuse = () => {
			throw new Error('not here');
		};
		expect(folderConcern('/a', refuse)).toBeUndefined();
	});
});
