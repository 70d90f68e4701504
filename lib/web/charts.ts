import type { Series } from '../core/report/types';
import { html, type Html } from './html';

/** A line over days as an inline picture that grows with the page; colours come from the page. */
export function lineChart({ title, points }: Series): Html {
	const width = 640;
	const height = 180;
	const [left, right, top, bottom] = [50, 8, 12, 26];
	const highest = niceTop(Math.max(...points.map(({ value }) => value), 1));
	const x = (index: number) =>
		left + (points.length < 2 ? 0 : (index * (width - left - right)) / (points.length - 1));
	const y = (value: number) => height - bottom - (value / highest) * (height - top - bottom);
	const path = points.map(({ value }, index) => `${round(x(index))},${round(y(value))}`).join(' ');
	const area = `${round(x(0))},${y(0)} ${path} ${round(x(points.length - 1))},${y(0)}`;
	const total = points.reduce((sum, { value }) => sum + value, 0);
	const every = Math.max(1, Math.ceil(points.length / 7));
	return html`<figure>
		<figcaption>${title}</figcaption>
		<svg
			viewBox="0 0 ${width} ${height}"
			role="img"
			aria-label="${title}: ${total} in all, ${Math.max(...points.map(({ value }) => value), 0)} on the best day"
		>
			${[0, highest / 2, highest].map((value) => html`<line class="grid" x1="${left}" x2="${width - right}" y1="${round(y(value))}" y2="${round(y(value))}" /><text class="tick" x="${left - 6}" y="${round(y(value) + 4)}" text-anchor="end">${value}</text>`)}
			<polygon class="area" points="${area}" />
			<polyline class="line" points="${path}" />
			${points.length <= 31 && points.map(({ value }, index) => html`<circle class="dot" cx="${round(x(index))}" cy="${round(y(value))}" r="3" />`)}
			${points.map(({ day }, index) => (index % every === 0 ? html`<text class="tick" x="${round(x(index))}" y="${height - 6}" text-anchor="${index === 0 ? 'start' : index > points.length - 2 ? 'end' : 'middle'}">${shortDay(day)}</text>` : ''))}
		</svg>
	</figure>`;
}

/** The next round number whose half is whole. */
function niceTop(value: number): number {
	const steps = [2, 4, 6, 8, 10, 20];
	const power = 10 ** Math.max(0, Math.floor(Math.log10(value)) - (value < 20 ? 1 : 0));
	return (steps.find((step) => step * power >= value) ?? 20) * power;
}

function shortDay(day: string): string {
	return new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
		new Date(`${day}T00:00:00Z`),
	);
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
