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
		svg: chart(sorted, result.score ?? 0, `Why ${who} has a score of ${result.score ?? 0}`),
	};
}

function sentence({ rule, points, decayed, counted }: ScoreReason): string {
	const faded =
		decayed === points || points === 0
			? ''
			: ` (${signed(points)} points, ${signed(decayed)} left)`;
	return `${signed(counted)} ${rule}${faded}`;
}

const rowHeight = 22;
const labelWidth = 300;
const barWidth = 180;
/** Room for a figure such as '+10.8'. */
const figureWidth = 48;
const mostRows = 16;

/** Bars to the right count for the lead, bars to the left against it; the last line is the score they add up to. */
function chart(reasons: readonly ScoreReason[], score: number, title: string): string {
	const shown = reasons.slice(0, mostRows);
	const rest = reasons.slice(mostRows).reduce((sum, { counted }) => sum + counted, 0);
	const bars = shown.map(({ rule, counted }) => ({ rule, counted }));
	if (reasons.length > mostRows)
		bars.push({ rule: `${reasons.length - mostRows} smaller ones`, counted: rest });
	const widest = Math.max(1, ...bars.map(({ counted }) => Math.abs(counted)));
	const least = Math.min(0, ...bars.map(({ counted }) => counted));
	// A chart without minuses begins at its left edge.
	const left = least < 0 ? (-least / widest) * barWidth + figureWidth : 0;
	const zero = labelWidth + left;
	const rows = bars.map(({ rule, counted }, index) => {
		const y = index * rowHeight;
		const length = Math.max(1, Math.round((Math.abs(counted) / widest) * barWidth));
		const isMinus = counted < 0;
		const x = isMinus ? zero - length : zero;
		const colour = isMinus ? '#c0392b' : '#2e8b57';
		const figure = isMinus ? zero - length - 6 : zero + length + 6;
		return [
			`<text x="${labelWidth - 8}" y="${y + 15}" text-anchor="end">${escaped(cut(rule))}<title>${escaped(rule)}</title></text>`,
			`<rect x="${x}" y="${y + 4}" width="${length}" height="14" rx="2" fill="${colour}"/>`,
			`<text x="${figure}" y="${y + 15}"${isMinus ? ' text-anchor="end"' : ''}>${signed(counted)}</text>`,
		].join('');
	});
	const below = bars.length * rowHeight;
	const total = `<text x="${labelWidth - 8}" y="${below + 19}" text-anchor="end" font-weight="bold">Score</text><text x="${zero + 6}" y="${below + 19}" font-weight="bold">${short(score)}</text>`;
	const axis = `<path d="M${zero} 0V${below + 24}" stroke="#999"/>`;
	const width = zero + barWidth + figureWidth;
	const height = below + 26;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="sans-serif" font-size="12" fill="#333"><title>${escaped(title)}</title>${rows.join('')}${axis}${total}</svg>`;
}

function cut(text: string): string {
	return text.length > 46 ? `${text.slice(0, 45)}…` : text;
}

/** With its sign; the minus is the typographic one. */
function signed(value: number): string {
	return `${value < 0 ? '−' : '+'}${short(Math.abs(value))}`;
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
