import type { Lead, ScoreReason } from '../lead/lead';

/** Why a lead has its score: as sentences, and as a small picture (SVG). */
export interface Explanation {
	text: string;
	svg: string;
}

/**
 * Explains a score from its receipt: what counts for the lead, what against it, strongest first.
 * The picture is a bar chart of the receipt; every text in it is escaped.
 */
export function explain(
	who: string,
	result: Pick<Lead, 'score' | 'grade' | 'temperature'>,
	reasons: readonly ScoreReason[],
): Explanation {
	const counted = reasons.filter(({ counted: points }) => points !== 0);
	const sorted = [...counted].sort((a, b) => Math.abs(b.counted) - Math.abs(a.counted));
	const told = reasons.filter(({ counted: points, decayed }) => points === 0 && decayed !== 0);
	const lines = [
		`${who} has a score of ${result.score ?? 0} (${result.grade ?? 'no grade'}, ${result.temperature ?? 'no temperature'}).`,
		...sorted.map(sentence),
		...told.map(({ rule }) => `It also matters for the temperature: ${rule}.`),
	];
	return {
		text: lines.join('\n'),
		svg: chart(sorted, `Why ${who} has a score of ${result.score ?? 0}`),
	};
}

function sentence({ rule, points, decayed, counted }: ScoreReason): string {
	const faded =
		decayed === points || points === 0 ? '' : ` (${short(points)} points, ${short(decayed)} left)`;
	return `${counted > 0 ? '+' : '−'}${short(Math.abs(counted))} ${rule}${faded}`;
}

const rowHeight = 22;
const labelWidth = 300;
const barWidth = 180;
const mostRows = 16;

function chart(reasons: readonly ScoreReason[], title: string): string {
	const shown = reasons.slice(0, mostRows);
	const widest = Math.max(1, ...shown.map(({ counted }) => Math.abs(counted)));
	const rows = shown.map(({ rule, counted }, index) => {
		const y = index * rowHeight;
		const width = Math.max(1, Math.round((Math.abs(counted) / widest) * barWidth));
		const colour = counted < 0 ? '#c0392b' : '#2e8b57';
		return [
			`<text x="${labelWidth - 8}" y="${y + 15}" text-anchor="end">${escaped(cut(rule))}</text>`,
			`<rect x="${labelWidth}" y="${y + 4}" width="${width}" height="14" rx="2" fill="${colour}"/>`,
			`<text x="${labelWidth + width + 6}" y="${y + 15}">${short(counted)}</text>`,
		].join('');
	});
	const width = labelWidth + barWidth + 60;
	const height = Math.max(1, shown.length) * rowHeight;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="sans-serif" font-size="12" fill="#333"><title>${escaped(title)}</title>${rows.join('')}</svg>`;
}

function cut(text: string): string {
	return text.length > 46 ? `${text.slice(0, 45)}…` : text;
}

function short(value: number): string {
	return String(Math.round(value * 10) / 10);
}

function escaped(text: string): string {
	return text
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/"/g, '&quot;');
}
