import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw);

/** No part of a workbook may unpack to more: a file of a few kB could else fill the memory. */
const largest = 512 * 1024 * 1024;

/** A file inside a ZIP archive. */
interface Member {
	method: number;
	start: number;
	size: number;
}

/** Reads members of a ZIP archive by name; undefined where there is no such member. */
export type ReadMember = (name: string) => Promise<string | undefined>;

/** Opens a ZIP archive (APPNOTE 6.3) from its central directory; undefined where the bytes are none. */
export function openZip(bytes: Buffer): ReadMember | undefined {
	const end = endOfDirectory(bytes);
	if (end === undefined) return undefined;
	const members = new Map<string, Member>();
	let at = bytes.readUInt32LE(end + 16);
	const count = bytes.readUInt16LE(end + 10);
	for (let index = 0; index < count && at + 46 <= bytes.length; index++) {
		if (bytes.readUInt32LE(at) !== 0x02014b50) break;
		const [nameSize, extraSize, noteSize] = [28, 30, 32].map((offset) =>
			bytes.readUInt16LE(at + offset),
		);
		const name = bytes.toString('utf8', at + 46, at + 46 + (nameSize ?? 0));
		members.set(name.replace(/^\//u, ''), {
			method: bytes.readUInt16LE(at + 10),
			size: bytes.readUInt32LE(at + 20),
			start: bytes.readUInt32LE(at + 42),
		});
		at += 46 + (nameSize ?? 0) + (extraSize ?? 0) + (noteSize ?? 0);
	}
	return async (name) => {
		const member = members.get(name);
		return member && (await unpack(bytes, member)).toString('utf8');
	};
}

async function unpack(bytes: Buffer, { method, start, size }: Member): Promise<Buffer> {
	if (start + 30 > bytes.length) return Buffer.alloc(0);
	const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
	const packed = bytes.subarray(from, from + size);
	return method === 0 ? packed : await inflate(packed, { maxOutputLength: largest });
}

function endOfDirectory(bytes: Buffer): number | undefined {
	const last = bytes.length - 22;
	for (let at = last; at >= 0 && at > last - 65_536; at--) {
		if (bytes.readUInt32LE(at) === 0x06054b50) return at;
	}
	return undefined;
}
