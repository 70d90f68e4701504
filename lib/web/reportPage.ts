import type { Column, Figure, Report, Section, Table } from '../core/report/types';
import { asBefore, compared, inWords } from '../core/report/words';
import { lineChart } from './charts';
import { html, type Html } from './html';
import { page, type Look } from './page';

/** Most rows of a table that are shown; the data has them all. */
const mostRows = 15;

/** The report as one page: no script, no outside resource, readable on a phone and on paper. */
export function reportPage(report: Report, look?: Look): string {
	const { workspace, sections } = report;
	return page({
		title: `Lead report, ${workspace}`,
		look: look ?? {},
		wide: true,
		style: reportStyles,
		body: html`<header>
				<p class="soft">${workspace}</p>
				<h1>Lead report</h1>
				<p class="soft">${periodLine(report)}</p>
			</header>
			${sections.length > 1 && html`<nav aria-label="Sections">${sections.map(({ key, title }) => html`<a href="#${key}">${title}</a> `)}</nav>`}
			${sections.map((section) => sectionOf(section, report.currency))}
			<footer class="soft">
				<p>
					Made on ${moment(report.madeAt, report.timezone)}. Times are in ${report.timezone}. Every
					figure can be counted again in the lead store.
				</p>
			</footer>`,
	});
}

/** What the report is about, e.g. '2 – 8 March 2026, compared with 23 February – 1 March 2026'. */
export function periodLine({ since, until, previous, timezone }: Report): string {
	const line = span(since, until, timezone);
	return previous
		? `${line}, compared with ${span(previous.since, previous.until, timezone)}`
		: line;
}

/** Columns that hold nothing are left out: a store without costs has no use for five columns of dashes. */
export function filledColumns({ columns, rows }: Table): Column[] {
	return columns.filter(({ key }) => rows.some((row) => row[key] !== undefined && row[key] !== ''));
}

/** Whether a change is good or bad news; undefined where it is neither. */
export function newsOf({ value, before, unit, better }: Figure): 'good' | 'bad' | undefined {
	if (value === undefined || before === undefined || better === undefined) return undefined;
	if (compared({ value, before, unit }) === asBefore) return undefined;
	return value > before === (better === 'more') ? 'good' : 'bad';
}

/** A cell as a person reads it. */
export function cellText(
	value: string | number | undefined,
	{ unit }: Column,
	currency: string,
): string {
	return typeof value === 'string' ? value : inWords(value, unit, currency);
}

function span(since: string, until: string, timezone: string): string {
	const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: timezone });
	return format.formatRange(
		new Date(since),
		new Date(Math.max(Date.parse(until) - 1, Date.parse(since))),
	);
}

function moment(at: string, timezone: string): string {
	return new Intl.DateTimeFormat('en-GB', {
		dateStyle: 'long',
		timeStyle: 'short',
		timeZone: timezone,
	}).format(new Date(at));
}

function sectionOf(section: Section, currency: string): Html {
	const { key, title, summary, figures, tables, series = [] } = section;
	return html`<section id="${key}" aria-labelledby="${key}-title">
		<h2 id="${key}-title">${title}</h2>
		<p class="summary">${summary}</p>
		${figures.length > 0 && html`<div class="figures">${figures.map((figure) => figureOf(figure, currency))}</div>`}
		${series.length > 0 && html`<div class="charts">${series.map(lineChart)}</div>`}
		${tables.map((table) => table.rows.length > 0 && tableOf(table, currency))}
	</section> `;
}

function figureOf(figure: Figure, currency: string): Html {
	const { label, value, unit, sentence } = figure;
	const change = compared(figure);
	const news = newsOf(figure);
	return html`<div class="figure">
		<p class="label">${label}</p>
		<p class="value">${inWords(value, unit, currency)}</p>
		${change && html`<p class="change${news ? ` ${news}` : ''}">${change === asBefore ? '' : arrow(figure)}${change}</p>`}
		<p class="soft">${sentence}</p>
	</div>`;
}

function arrow({ value = 0, before = 0 }: Figure): string {
	return value > before ? '▲ ' : value < before ? '▼ ' : '';
}

function tableOf(table: Table, currency: string): Html {
	const columns = filledColumns(table);
	const rows = table.rows.slice(0, mostRows);
	const left = table.rows.length - rows.length;
	const note = table.note ?? (left > 0 ? `and ${left} more in the data` : undefined);
	const bar = table.bar;
	const most = Math.max(...rows.map((row) => Number((bar && row[bar]) ?? 0)), 0);
	return html`<div class="table" role="region" aria-label="${table.title}" tabindex="0">
		<table>
			<caption>
				${table.title}
			</caption>
			<thead>
				<tr>
					${columns.map((column) => html`<th scope="col" ${column.unit === 'text' ? '' : html` class="number"`}>${column.label}</th>`)}
				</tr>
			</thead>
			<tbody>
				${rows.map(
					(row) =>
						html`<tr>
							${columns.map((column, index) => {
								const text = cellText(row[column.key], column, currency);
								const content =
									column.key === bar && most > 0
										? html`<span class="bar"
												>${barOf(Number(row[column.key] ?? 0) / most)}<span>${text}</span></span
											>`
										: text;
								return index === 0
									? html`<th scope="row">${content}</th>`
									: html`<td${column.unit === 'text' ? '' : html` class="number"`}>${content}</td>`;
							})}
						</tr> `,
				)}
			</tbody>
		</table>
		${note && html`<p class="soft">${note}</p>`}
	</div>`;
}

function barOf(part: number): Html {
	return html`<svg class="bars" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
		<rect width="${Math.round(part * 1000) / 10}" height="10" rx="1" />
	</svg>`;
}

/** How reports look beside what all pages have. */
export const reportStyles = `
:root{--good:#14713d;--bad:#b3261e;--grid:#e4e7eb}
@media (prefers-color-scheme:dark){:root{--good:#6fd39a;--bad:#ff8a80;--grid:#2c343e}}
main{max-width:70rem}
header h1{font-size:1.9rem;margin:0}header p{margin:.1rem 0}
nav{display:flex;flex-wrap:wrap;gap:.35rem .9rem;margin:1.2rem 0 .5rem;padding:.7rem 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line);font-size:.9rem}
nav a{color:var(--link);text-decoration:none}nav a:hover{text-decoration:underline}
section{margin:2.2rem 0;break-inside:auto}section h2{font-size:1.35rem;margin:0 0 .3rem}
.summary{font-size:1.08rem;margin:.2rem 0 1rem;max-width:56rem;text-wrap:pretty}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:.8rem;margin:1rem 0}
.figure{border:1px solid var(--line);border-radius:.5rem;padding:.8rem 1rem;break-inside:avoid}
.figure p{margin:0}.figure .label{font-weight:600;font-size:.9rem}.figure .value{font-size:1.75rem;font-weight:650;line-height:1.3;font-variant-numeric:tabular-nums}
.figure .change{font-size:.875rem;font-weight:600;color:var(--soft)}.figure .change.good{color:var(--good)}.figure .change.bad{color:var(--bad)}
.figure .soft{font-size:.8125rem;line-height:1.4;margin-top:.35rem}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:1rem}
figure{margin:.5rem 0;break-inside:avoid}figcaption,caption{font-weight:600;text-align:left;padding:.2rem 0;font-size:.95rem}
figure svg{width:100%;height:auto;display:block}
.grid{stroke:var(--grid);stroke-width:1}.tick{fill:var(--soft);font-size:12px}.line{fill:none;stroke:var(--link);stroke-width:2.5;stroke-linejoin:round}.area{fill:var(--link);opacity:.12}.dot{fill:var(--link)}
.table{overflow-x:auto;margin:1rem 0}.table table{font-size:.9rem;font-variant-numeric:tabular-nums}
.table th,.table td{white-space:nowrap;padding:.4rem .7rem .4rem 0}.number+td:not(.number),.number+th:not(.number){padding-left:.6rem}.table tbody th{font-weight:500;white-space:normal;min-width:7rem}
.table thead th{font-size:.8125rem;color:var(--soft);font-weight:600;vertical-align:bottom}
.number{text-align:right!important}
.bar{display:grid;grid-template-columns:6rem auto;align-items:center;justify-content:space-between;gap:.5rem}.bars{width:6rem;height:.6rem}.bars rect{fill:var(--link);opacity:.75}
@media (max-width:40rem){.table thead th{white-space:normal}.table th,.table td{padding-right:.5rem}.table tbody th{min-width:5rem}.figures{grid-template-columns:1fr 1fr}.figure{padding:.6rem .7rem}.figure .value{font-size:1.35rem}.bar{grid-template-columns:3rem auto}.bars{width:3rem}.tick{font-size:17px}header h1{font-size:1.5rem}}
@media print{:root{--back:#fff;--card:#fff;--text:#000;--soft:#444;--line:#bbb;--grid:#ddd;--good:#14713d;--bad:#b3261e}nav{display:none}main{border:0;margin:0;padding:0;max-width:none}body{font-size:10pt;background:#fff}section{margin:1.4rem 0}.figures{grid-template-columns:repeat(4,1fr);gap:.4rem}.figure{padding:.4rem .5rem}.figure .value{font-size:1.2rem}.charts{grid-template-columns:1fr 1fr}.table{overflow:visible}.table table{font-size:8pt}.table thead th{font-size:7.5pt;white-space:normal}.table th,.table td{padding:.2rem .35rem .2rem 0}.bar{grid-template-columns:2.5rem auto;gap:.2rem}.bars{width:2.5rem}tr,h2,.summary,figcaption,caption{break-inside:avoid}h2,.summary,caption,thead{break-after:avoid}}
`;
