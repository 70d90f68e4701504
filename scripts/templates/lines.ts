import { type Json, at, isJson, listAt } from '../runtime/json';
import { type Box, type NoteBox, nodeSize, outputStep } from './geometry';
import { type NodeType, outputCount } from './types';

/** How n8n leads a connection back to a node on the left: below its source, and so far beside both ends. */
const back = { below: 130, beside: 40, from: 20 };
/** What n8n writes under a node, per letter. */
const letter = 7.5;
/** A line may touch the edge of a box. */
const slack = 4;
/** Points that a line is looked at in. */
const points = 64;

interface Point {
	x: number;
	y: number;
}

/** Connections that run through a node they do not belong to, its name, or the words of a note. */
export function lineProblems(
	workflow: unknown,
	boxes: readonly Box[],
	notes: readonly NoteBox[],
	types: ReadonlyMap<string, NodeType>,
): string[] {
	const nodes = new Map(
		listAt(workflow, 'nodes')
			.filter(isJson)
			.map((node) => [String(node['name']), node]),
	);
	const boxOf = new Map(boxes.map((box) => [box.name, box]));
	const problems = [...nodes].flatMap(([from, node]) =>
		linesOf(workflow, node, outputCount(node, types), boxOf).flatMap(({ to, line }) => [
			...boxes
				.filter((box) => {
					const [square, name] = partsOf(box);
					const atEnd = box.name === from || box.name === to;
					return crosses(line, name) || (!atEnd && crosses(line, square));
				})
				.map(({ name }) => `The connection '${from}' → '${to}' runs through '${name}'.`),
			...notes
				.filter((note) => crosses(line, { ...note, ...note.text }))
				.map(({ name }) => `The connection '${from}' → '${to}' runs over the words of '${name}'.`),
		]),
	);
	return [...new Set(problems)];
}

/** Every connection that leaves a node, as n8n draws it. */
function linesOf(
	workflow: unknown,
	node: Json,
	outputs: number,
	boxOf: ReadonlyMap<string, Box>,
): Array<{ to: string; line: Point[] }> {
	const source = boxOf.get(String(node['name']));
	if (source === undefined) return [];
	return listAt(workflow, 'connections', source.name, 'main').flatMap((ends, index) =>
		(Array.isArray(ends) ? ends : []).flatMap((end) => {
			const target = boxOf.get(String(at(end, 'node')));
			if (target === undefined) return [];
			const from = {
				x: source.x + source.width,
				y: middle(source) + (index - (outputs - 1) / 2) * outputStep,
			};
			return [{ to: target.name, line: lineOf(from, { x: target.x, y: middle(target) }) }];
		}),
	);
}

function lineOf(from: Point, to: Point): Point[] {
	if (from.x - back.from > to.x) {
		const below = from.y + back.below;
		const [right, left] = [from.x + back.beside, to.x - back.beside];
		return between([
			from,
			{ x: right, y: from.y },
			{ x: right, y: below },
			{ x: left, y: below },
			{ x: left, y: to.y },
			to,
		]);
	}
	const bend = Math.abs(to.x - from.x) / 2;
	return Array.from({ length: points + 1 }, (_, index) => {
		const t = index / points;
		return {
			x: bezier(t, from.x, from.x + bend, to.x - bend, to.x),
			y: bezier(t, from.y, from.y, to.y, to.y),
		};
	});
}

function bezier(t: number, a: number, b: number, c: number, d: number): number {
	const s = 1 - t;
	return s ** 3 * a + 3 * s ** 2 * t * b + 3 * s * t ** 2 * c + t ** 3 * d;
}

/** Points on the straight pieces of a line. */
function between(corners: Point[]): Point[] {
	return corners.slice(1).flatMap((end, index) => {
		const start = corners[index] ?? end;
		return Array.from({ length: points + 1 }, (_, step) => ({
			x: start.x + ((end.x - start.x) * step) / points,
			y: start.y + ((end.y - start.y) * step) / points,
		}));
	});
}

/** A node's square and its name, which is written in the middle below it. */
function partsOf(box: Box): [square: Omit<Box, 'name'>, name: Omit<Box, 'name'>] {
	const square = box.height - nameRoom;
	const width = box.name.length * letter;
	return [
		{ ...box, height: square },
		{ x: box.x + (box.width - width) / 2, y: box.y + square, width, height: nameRoom },
	];
}

const nameRoom = nodeSize(1).height - nodeSize(1).width;
const middle = (box: Box) => box.y + (box.height - nameRoom) / 2;

function crosses(line: readonly Point[], box: Omit<Box, 'name'>): boolean {
	return line.some(
		({ x, y }) =>
			x > box.x + slack &&
			x < box.x + box.width - slack &&
			y > box.y + slack &&
			y < box.y + box.height - slack,
	);
}
