import type { ProcessDocument } from '../core/report/document';
import { longDay } from '../core/report/words';
import { html } from './html';
import { page, type Look } from './page';
import { reportStyles } from './reportPage';

/** The process document as one page, to be read and printed. */
export function documentPage(
	document: Omit<ProcessDocument, 'log'>,
	timezone: string,
	look: Look = {},
): string {
	const { workspace, owner, madeAt, reviewedAt, reviewBy, reviewOverdue, parts } = document;
	const day = (at: string) => longDay(at, timezone);
	return page({
		title: `Lead process, ${workspace}`,
		look,
		wide: true,
		style: `${reportStyles}.table td{white-space:normal;min-width:5rem;text-align:left}.overdue{color:var(--bad);font-weight:600}`,
		body: html`<header>
				<p class="soft">${workspace}</p>
				<h1>Lead process</h1>
				<p class="soft">
					${owner && `Owner ${owner}. `}As it runs on ${day(madeAt)}, last reviewed on ${day(reviewedAt)}.
				</p>
				<p${reviewOverdue && html` class="overdue"`}>
					${reviewOverdue ? 'The review is overdue: it was due on' : 'Next review by'} ${day(reviewBy)}.
				</p>
			</header>
			<nav aria-label="Parts">${parts.map(({ key, title }) => html`<a href="#${key}">${title}</a> `)}</nav>
			${parts.map(
				({ key, title, summary, columns, rows }) =>
					html`<section id="${key}" aria-labelledby="${key}-title">
						<h2 id="${key}-title">${title}</h2>
						<p class="summary">${summary}</p>
						${
							rows.length > 0 &&
							html`<div class="table" role="region" aria-label="${title}" tabindex="0">
								<table>
									<thead>
										<tr>
											${columns.map((column) => html`<th scope="col">${column}</th>`)}
										</tr>
									</thead>
									<tbody>
										${rows.map(
											(row) =>
												html`<tr>
													${row.map((text, index) => (index === 0 ? html`<th scope="row">${text}</th>` : html`<td>${text}</td>`))}
												</tr> `,
										)}
									</tbody>
								</table>
							</div>`
						}
					</section> `,
			)}`,
	});
}
