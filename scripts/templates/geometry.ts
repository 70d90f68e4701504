import { type Json, at, listAt } from '../runtime/json';

/** Side of a node on n8n's canvas, and the room that its name takes below it. */
const nodeSide = 96;
const nameHeight = 40;
/** What an output beyond the second one adds to a node's height. */
export const outputStep = 32;
/** What a note's text takes: n8n's padding, its heading, and its lines at 14 px. */
const text = { padding: 24, heading: 40, line: 22, letter: 7.2, headingLetter: 12 };

/** Pixels on the canvas. */
export interface Size {
	width: number;
	height: number;
}

/** Where something lies; a node's box holds its name as well. */
export interface Box extends Size {
	name: string;
	x: number;
	y: number;
}

/** Size of a node with so many ways out, its name below it included. */
export const nodeSize = (outputs: number): Size => ({
	width: nodeSide,
	height: nodeSide + Math.max(0, outputs - 2) * outputStep + nameHeight,
});

/** A note with the room that its text takes, from its upper left corner. */
export interface NoteBox extends Box {
	text: Size;
}

/** The box of a note and of its words. */
export function noteBox(one: Json): NoteBox {
	const width = Number(at(one, 'parameters', 'width') ?? 240);
	const height = Number(at(one, 'parameters', 'height') ?? 160);
	return {
		...boxOf(one, { width, height }),
		text: {
			width: Math.min(width, textWidth(content(one))),
			height: textHeight(content(one), width),
		},
	};
}

/** The box of a node of this size. */
export function boxOf(node: Json, size: Size): Box {
	const [x, y] = listAt(node, 'position').map(Number);
	return { name: String(node['name']), x: x ?? 0, y: y ?? 0, ...size };
}

/** Pixels that a note of this width needs for its text. */
export function textHeight(all: string, width: number): number {
	const perLine = (width - text.padding) / text.letter;
	return all
		.split('\n')
		.map((line) => {
			if (line.startsWith('#')) return text.heading;
			return Math.max(Math.ceil(line.length / perLine), line === '' ? 0.5 : 1) * text.line;
		})
		.reduce((sum, height) => sum + height, text.padding);
}

/** Pixels that the longest line of a note would take in all. */
function textWidth(all: string): number {
	return Math.max(
		...all
			.split('\n')
			.map((line) => line.length * (line.startsWith('#') ? text.headingLetter : text.letter)),
	);
}

/** What a note says. */
export const content = (note: Json) => String(at(note, 'parameters', 'content') ?? '');
