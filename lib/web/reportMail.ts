import type { Figure, Report, Section, Table } from '../core/report/types';
import { compared, inWords } from '../core/report/words';
import { html, type Html } from './html';
import { cellText, filledColumns, newsOf, periodLine } from './reportPage';

/** A mail: subject, and both of its forms. */
export interface ReportMail {
	subject: string;
	html: string;
	text: string;
}

/** Most rows of a table, and most columns (one more where a name takes several): a mail is looked at on a phone. */
const mostRows = 8;
const mostColumns = 4;

/**
 * The report as a mail. Mail programs know neither style sheets nor pictures in the text: everything is tables with styles of their own,
 * bars are cells with a colour. Colours are readable in programs that turn light into dark.
 */
export function reportMail(report: Report): ReportMail {
	const { workspace, sections, currency } = report;
	const period = periodLine(report);
	const body = html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="color-scheme" content="light dark" />
				<title>Lead report, ${workspace}</title>
			</head>
			<body style="margin:0;padding:0;background:#f4f5f7">
				<table
					role="presentation"
					width="100%"
					cellpadding="0"
					cellspacing="0"
					style="background:#f4f5f7"
				>
					<tr>
						<td align="center" style="padding:16px 8px">
							<table
								role="presentation"
								width="640"
								cellpadding="0"
								cellspacing="0"
								style="width:100%;max-width:640px;background:#ffffff;border:1px solid #d9dde3;font-family:Arial,Helvetica,sans-serif;color:#1c2430"
							>
								<tr>
									<td style="padding:24px 24px 8px">
										<p style="margin:0;font-size:14px;color:#5a6472">${workspace}</p>
										<h1 style="margin:0;font-size:24px;line-height:1.3">Lead report</h1>
										<p style="margin:4px 0 0;font-size:14px;color:#5a6472">${period}</p>
									</td>
								</tr>
								${sections.map((section) => sectionOf(section, currency))}
								<tr>
									<td style="padding:16px 24px 24px;font-size:13px;color:#5a6472">
										The page with every table and chart is attached where the sender chose so.
									</td>
								</tr>
							</table>
						</td>
					</tr>
				</table>
			</body>
		</html> `;
	return {
		subject: `Lead report, ${workspace}: ${sections[0]?.summary ?? period}`.slice(0, 150),
		html: body.text,
		text: [
			`Lead report, ${workspace}`,
			period,
			...sections.flatMap(({ title, summary, figures }) => [
				'',
				title.toUpperCase(),
				summary,
				...figures.map((figure) => `- ${figure.label}: ${line(figure, currency)}`),
			]),
		].join('\n'),
	};
}

function sectionOf({ title, summary, figures, tables }: Section, currency: string): Html {
	const shown = tables.filter(({ rows }) => rows.length > 0).slice(0, 1);
	return html`<tr>
		<td style="padding:20px 24px 0">
			<h2 style="margin:0 0 4px;font-size:18px;line-height:1.3">${title}</h2>
			<p style="margin:0 0 10px;font-size:15px;line-height:1.5">${summary}</p>
			${figures.length > 0 && figuresOf(figures, currency)}${shown.map((table) => tableOf(table, currency))}
		</td>
	</tr> `;
}

/** Two beside each other: that fits every phone. */
function figuresOf(figures: readonly Figure[], currency: string): Html {
	const pairs = figures.flatMap((figure, index) =>
		index % 2 === 0 ? [[figure, figures[index + 1]]] : [],
	);
	return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0">
		${pairs.map(
			(pair) =>
				html`<tr>
					${pair.map((figure) => html`<td width="50%" valign="top" style="padding:8px 8px 8px 0;border-top:1px solid #d9dde3;font-size:14px">${figure && cellOf(figure, currency)}</td>`)}
				</tr>`,
		)}
	</table>`;
}

function cellOf(figure: Figure, currency: string): Html {
	const news = newsOf(figure);
	const color = news === 'good' ? '#14713d' : news === 'bad' ? '#b3261e' : '#5a6472';
	const change = compared(figure);
	return html`<span style="color:#5a6472">${figure.label}</span><br /><strong style="font-size:22px"
			>${inWords(figure.value, figure.unit, currency)}</strong
		>${change && html`<br /><span style="font-size:13px;color:${color}">${change}</span>`}`;
}

function tableOf(table: Table, currency: string): Html {
	const filled = filledColumns(table);
	const names = filled.filter(({ unit }) => unit === 'text').length;
	const columns = filled.slice(0, names > 1 ? mostColumns + 1 : mostColumns);
	const rows = table.rows.slice(0, mostRows);
	const bar = table.bar ?? '';
	const most = Math.max(...rows.map((row) => Number(row[bar] ?? 0)), 0);
	const align = (unit: string) => (unit === 'text' ? 'left' : 'right');
	return html`<table
			width="100%"
			cellpadding="0"
			cellspacing="0"
			style="border-collapse:collapse;margin:8px 0 4px;font-size:14px"
		>
			<tr>
				${columns.map(({ label, unit }) => html`<th align="${align(unit)}" style="padding:4px 8px 4px 0;border-bottom:1px solid #d9dde3;font-size:12px;color:#5a6472">${label}</th>`)}
			</tr>
			${rows.map(
				(row) =>
					html`<tr>
						${columns.map((column, index) => html`<td align="${align(column.unit)}" valign="top" style="padding:5px 8px 5px 0;border-bottom:1px solid #eceef1">${cellText(row[column.key], column, currency)}${index === 0 && most > 0 && barOf(Number(row[bar] ?? 0) / most)}</td>`)}
					</tr>`,
			)}
		</table>
		${table.rows.length > rows.length && html`<p style="margin:0;font-size:13px;color:#5a6472">and ${table.rows.length - rows.length} more</p>`}`;
}

function barOf(part: number): Html {
	const width = Math.round(part * 100);
	return html`<table
		role="presentation"
		width="100%"
		cellpadding="0"
		cellspacing="0"
		style="margin-top:3px"
	>
		<tr>
			${width > 0 && html`<td width="${width}%" height="5" style="background:#1f5fbf;font-size:1px;line-height:5px">&nbsp;</td>`}${width < 100 && html`<td height="5" style="background:#eceef1;font-size:1px;line-height:5px">&nbsp;</td>`}
		</tr>
	</table>`;
}

function line(figure: Figure, currency: string): string {
	const change = compared(figure);
	return `${inWords(figure.value, figure.unit, currency)}${change && ` (${change})`}`;
}
