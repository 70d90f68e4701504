import { type Json, at, isJson, listAt } from '../runtime/json';
import { type Box, type NoteBox, boxOf, content, nodeSize, noteBox } from './geometry';
import { lineProblems } from './lines';
import { type NodeType, outputCount } from './types';

const note = 'n8n-nodes-base.stickyNote';
const white = 7;
/** What is hard to read on the canvas: notes of the wrong kind, what lies over something else, lines through what they do not belong to. */
export function canvasProblems(workflow: unknown, types: ReadonlyMap<string, NodeType>): string[] {
	const nodes = listAt(workflow, 'nodes').filter(isJson);
	const notes = nodes.filter((node) => node['type'] === note);
	const others = nodes.filter((node) => node['type'] !== note);
	const boxes = others.map((one) => boxOf(one, nodeSize(outputCount(one, types))));
	const noteBoxes = notes.map(noteBox);
	return [
		...noteProblems(notes, others.length),
		...placeProblems(noteBoxes, boxes),
		...lineProblems(workflow, boxes, noteBoxes, types),
	];
}

const words = (all: string) => all.split(/\s+/).filter(Boolean).length;
const isOverview = (all: string) =>
	all.includes('### How it works') && /### (How to s|S)et ?up/i.test(all);

/** One yellow overview with the two headings, 100 to 300 words; the notes of sections are white and short. */
function noteProblems(notes: Json[], nodes: number): string[] {
	const overviews = notes.filter((one) => isOverview(content(one)));
	const sections = notes.filter((one) => !isOverview(content(one)));
	const colour = (one: Json) => Number(at(one, 'parameters', 'color') ?? 1);
	const start = (one: Json) => content(one).slice(0, 30);
	return [
		...(overviews.length === 1
			? []
			: [
					`There must be one overview note with 'How it works' and 'Setup', not ${overviews.length}.`,
				]),
		...overviews
			.filter((one) => colour(one) !== 1)
			.map(() => 'The overview note must be yellow, the colour a new note has.'),
		...overviews
			.map((one) => words(content(one)))
			.filter((count) => count < 100 || count > 300)
			.map((count) => `The overview note has ${count} words; 100 to 300 are asked for.`),
		...sections
			.filter((one) => colour(one) !== white)
			.map((one) => `The note '${start(one)}…' of a section must be white (colour ${white}).`),
		...sections
			.filter((one) => words(content(one)) >= 50)
			.map((one) => `The note '${start(one)}…' has ${words(content(one))} words; 49 at most.`),
		...(nodes >= 4 && sections.length === 0
			? [`${nodes} nodes need white notes that say what each section does.`]
			: []),
	];
}

function placeProblems(noteBoxes: NoteBox[], boxes: Box[]): string[] {
	return [
		...pairs(boxes)
			.filter(([one, other]) => overlap(one, other))
			.map(([one, other]) => `'${one.name}' and '${other.name}' lie over each other.`),
		...pairs(noteBoxes)
			.filter(([one, other]) => overlap(one, other))
			.map(([one, other]) => `The notes '${one.name}' and '${other.name}' lie over each other.`),
		...noteBoxes.flatMap((one) =>
			boxes
				.filter((node) => overlap(node, one))
				.filter((node) => !inside(node, one) || node.y < one.y + one.text.height)
				.map((node) => `The note '${one.name}' lies over '${node.name}'.`),
		),
		...noteBoxes
			.filter((one) => one.text.height > one.height)
			.map((one) => `The note '${one.name}' is too small for its text.`),
	];
}

const overlap = (one: Box, other: Box) =>
	one.x < other.x + other.width &&
	other.x < one.x + one.width &&
	one.y < other.y + other.height &&
	other.y < one.y + one.height;

const inside = (inner: Box, outer: Box) =>
	inner.x >= outer.x &&
	inner.y >= outer.y &&
	inner.x + inner.width <= outer.x + outer.width &&
	inner.y + inner.height <= outer.y + outer.height;

const pairs = <T>(all: T[]): Array<[T, T]> =>
	all.flatMap((one, index) => all.slice(index + 1).map((other): [T, T] => [one, other]));
