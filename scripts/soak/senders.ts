import { longForm, type SoakResult } from './result';

const { KILLS = '2000', POSTGRES_KILLS = '300' } = process.env;

/**
 * The tests of sending in their long form: real sender processes killed at random moments while a real server counts each
 * Message-ID, then several senders at once, on SQLite and on Postgres; and the simulated calendar of 90 days and 1,000 leads
 * against the mails that a server saw while the clock was stepped through the same days. KILLS and POSTGRES_KILLS say how many
 * senders are killed, 2,000 and 300 if unset.
 */
export async function run(): Promise<SoakResult> {
	return await longForm(
		{ args: ['--runInBand', 'test/process/nurture/kill', 'test/process/nurture/simulate'] },
		{ SOAK: '1', KILLS, POSTGRES_KILLS },
		'no mail lost, none twice, ambiguous ones uncertain; two and eight senders at once: none twice; 90 days for 1,000 leads: simulated as sent',
		/^.* senders killed, .*$/gm,
	);
}
