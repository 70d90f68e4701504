import { type Size, textHeight } from '../canvas';
import type { Band, Step, Template } from './spec';

/** Distances on the canvas in pixels; n8n's grid is 16. */
const column = 256;
const row = 224;
const margin = { left: 64, right: 80, below: 48 };
const node = { width: 96, height: 136 };
const gap = 32;
const overviewWidth = 480;
/** A heading does not end at the edge of a narrow band. */
const leastWidth = 384;

/** A note or a node at its place. */
export interface Placed<T> {
	what: T;
	x: number;
	y: number;
	size: Size;
}

/** Where everything of a template lies. */
export interface Layout {
	overview: Placed<string>;
	bands: Array<Placed<Band>>;
	steps: Array<Placed<Step>>;
}

/** Places bands side by side in rows, all of a row as high as its highest, and the overview left of them. */
export function layOut(template: Template, overview: string): Layout {
	const bands: Layout['bands'] = [];
	const steps: Layout['steps'] = [];
	let y = 0;
	for (const line of template.rows) {
		const sizes = line.map((band) => ({ ...sizeOf(band), header: headerOf(band) }));
		const header = Math.max(...sizes.map((size) => size.header));
		const height = header + Math.max(...sizes.map((size) => size.height));
		let x = 0;
		for (const [index, band] of line.entries()) {
			const width = sizes[index]?.width ?? leastWidth;
			bands.push({ what: band, x, y, size: { width, height } });
			for (const step of band.nodes) {
				const [across, down] = step.at;
				steps.push({
					what: step,
					x: x + margin.left + across * column,
					y: y + header + down * row,
					size: node,
				});
			}
			x += width + gap;
		}
		y += height + gap;
	}
	const needed = textHeight(overview, overviewWidth) + gap;
	return {
		overview: {
			what: overview,
			x: -overviewWidth - gap,
			y: 0,
			size: { width: overviewWidth, height: grid(Math.max(needed, y - gap)) },
		},
		bands,
		steps,
	};
}

/** Text of a band's note. */
export const textOf = (band: Band) => `## ${band.title}\n${band.text}`;

function sizeOf(band: Band): Size {
	const columns = Math.max(...band.nodes.map(({ at }) => at[0]));
	const rows = Math.max(...band.nodes.map(({ at }) => at[1]));
	return {
		width: grid(Math.max(leastWidth, margin.left + columns * column + node.width + margin.right)),
		height: grid(rows * row + node.height + margin.below),
	};
}

const headerOf = (band: Band) => grid(textHeight(textOf(band), sizeOf(band).width) + 16);

const grid = (length: number) => Math.ceil(length / 16) * 16;
