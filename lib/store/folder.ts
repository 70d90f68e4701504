import { statfsSync } from 'node:fs';
import path from 'node:path';

/** Why a folder is a poor place for the built-in store. */
export interface FolderConcern {
	kind: 'network' | 'ephemeral';
	/** What may happen and what to do, for a hint. */
	message: string;
}

/** File systems by the magic numbers of statfs(2); only Linux tells them, elsewhere nothing is said. */
const kinds: ReadonlyMap<number, FolderConcern['kind']> = new Map([
	[0x6969, 'network'], // NFS
	[0x517b, 'network'], // SMB
	[0xff534d42, 'network'], // CIFS
	[0xfe534d42, 'network'], // SMB2
	[0x01021994, 'ephemeral'], // tmpfs
	[0x858458f6, 'ephemeral'], // ramfs
	[0x794c7630, 'ephemeral'], // overlayfs: the writable layer of a container
]);

const messages: Readonly<Record<FolderConcern['kind'], string>> = {
	network:
		'is on a network drive. SQLite needs a local disk: on a network drive two machines can damage the file. Choose a folder on a local disk, or the Postgres store.',
	ephemeral:
		'disappears with the container or at the next restart, and all leads with it. Mount a volume there, choose a folder that lasts, or the Postgres store.',
};

/** Looks at the file system under a folder, or under the nearest parent that exists. @returns undefined when there is nothing to say */
export function folderConcern(
	folder: string,
	fileSystemOf: (folder: string) => number = (where) => statfsSync(where).type,
): FolderConcern | undefined {
	for (let where = path.resolve(folder); ; where = path.dirname(where)) {
		const type = typeOf(where, fileSystemOf);
		const kind = kinds.get(type ?? -1);
		if (kind !== undefined) return { kind, message: `The folder ${folder} ${messages[kind]}` };
		if (type !== undefined || where === path.dirname(where)) return undefined;
	}
}

function typeOf(folder: string, fileSystemOf: (folder: string) => number): number | undefined {
	try {
		// Magic numbers are unsigned; some platforms report them with a sign.
		return fileSystemOf(folder) >>> 0;
	} catch {
		return undefined;
	}
}
