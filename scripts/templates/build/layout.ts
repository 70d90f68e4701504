import { type Size, nodeSize, textHeight } from '../geometry';
import type { Band, Step, Template } from './spec';

/** Distances on the canvas in pixels; n8n's grid is 16. */
const column = 256;
const row = 224;
/** To the right there is room for the plus that n8n draws behind an output that leads nowhere. */
const margin = { left: 64, right: 128, below: 48 };
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

/**
 * Places bands side by side in rows, all of a row as high as its highest, and the overview left of them.
 * @param outputs how many ways out a step has
 */
export function layOut(
	template: Template,
	overview: string,
	outputs: (step: Step) => number,
): Layout {
	const node = (step: Step) => nodeSize(outputs(step));
	const bands: Layout['bands'] = [];
	const steps: Layout['steps'] = [];
	let y = 0;
	for (const line of template.rows) {
		const sizes = line.map((band) => {
			const size = sizeOf(band, node);
			return { ...size, header: headerOf(band, size.width) };
		});
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
					y: y + header + Math.round((down * row) / 16) * 16,
					size: node(step),
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

function sizeOf(band: Band, node: (step: Step) => Size): Size {
	const right = band.nodes.map((step) => step.at[0] * column + node(step).width);
	const bottom = band.nodes.map((step) => step.at[1] * row + node(step).height);
	return {
		width: grid(Math.max(leastWidth, margin.left + Math.max(...right) + margin.right)),
		height: grid(Math.max(...bottom) + margin.below),
	};
}

const headerOf = (band: Band, width: number) => grid(textHeight(textOf(band), width) + 16);

const grid = (length: number) => Math.ceil(length / 16) * 16;
