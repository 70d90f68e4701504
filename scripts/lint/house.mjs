import path from 'node:path';
import { isBuiltin } from 'node:module';

/** Which room may import from which. The key is a folder, the longest match wins; a room may always import itself. */
const arrows = {
	'lib/core': ['lib/vendor'],
	'lib/store': ['lib/core', 'lib/vendor'],
	'lib/mail': ['lib/core', 'lib/store', 'lib/vendor'],
	'lib/sheet': ['lib/core', 'lib/store', 'lib/vendor'],
	'lib/web': ['lib/core', 'lib/store', 'lib/vendor'],
	'lib/process': ['lib'],
	'lib/vendor': [],
	lib: ['lib'],
	nodes: ['lib/process', 'lib/core', 'lib/web', 'credentials'],
	credentials: ['lib/core'],
};

/** What pure code may take from Node: hashes are functions of their input. */
const pureBuiltins = ['node:crypto'];

const within = (file, folder) => file === folder || file.startsWith(`${folder}/`);

const roomOf = (file) =>
	Object.keys(arrows)
		.filter((room) => within(file, room))
		.sort((a, b) => b.length - a.length)[0];

/** Why `file` may not import `source`, or undefined where it may. Paths are relative to the project, with '/'. */
function objection(file, source, typeOnly) {
	const room = roomOf(file);
	if (room === undefined) return undefined;
	if (source.startsWith('.')) {
		const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), source));
		if (within(target, room) || arrows[room].some((folder) => within(target, folder)))
			return undefined;
		if (typeOnly && room !== 'lib/core') return undefined;
		return `${room} may not import ${target}: arrows point from nodes to process to core and the engines.`;
	}
	if (source === 'n8n-workflow' || source === 'n8n-core') {
		return room === 'nodes' || room === 'credentials'
			? undefined
			: `${source} is known in nodes/ and credentials/ only.`;
	}
	if (isBuiltin(source) || source.startsWith('node:')) {
		return room !== 'lib/core' || pureBuiltins.includes(source)
			? undefined
			: `lib/core is pure: ${source} is not for it.`;
	}
	return room === 'lib/vendor' || typeOnly
		? undefined
		: `${source} enters through lib/vendor only, which the build replaces by a bundle.`;
}

const arrowsRule = {
	meta: { type: 'problem', schema: [] },
	create(context) {
		const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
		const check = (node) => {
			const source = node.source?.value;
			if (typeof source !== 'string') return;
			const message = objection(
				file,
				source,
				node.importKind === 'type' || node.exportKind === 'type',
			);
			if (message !== undefined) context.report({ node, message });
		};
		return {
			ImportDeclaration: check,
			ExportNamedDeclaration: check,
			ExportAllDeclaration: check,
			ImportExpression: check,
		};
	},
};

export default { rules: { arrows: arrowsRule } };
