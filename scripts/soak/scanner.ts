import { longForm, type SoakResult } from './result';

/** A thousand mails that a scanner opens from end to end, and a thousand that people read. */
export async function run(): Promise<SoakResult> {
	return await longForm(
		{ args: ['test/process/track/scanner'] },
		{ LEAD_SCANNED: '1000', LEAD_RENDERED: '1000' },
		'HEAD and GET of every address in 1,000 mails, and each opened in a real browser with scripts: no consent, sequence or score changed, no link was dead; 98 % of its touches are told as a machine’s, at most 1 % of people’s; both ways out work after the series is over',
		/^\d+ mails: .*$/gm,
	);
}
