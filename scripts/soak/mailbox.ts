import { longForm, type SoakResult } from './result';

/**
 * The Lead Mailbox Trigger in a real n8n that is killed and started again, on a real IMAP server. Needs Dovecot: run
 * `npm run test:system` once before, which installs it.
 */
export async function run(): Promise<SoakResult> {
	return await longForm(
		{ config: 'test/system/jest.config.cjs', args: ['mailboxTrigger'] },
		{ SOAK: '1' },
		'mails that came before, while and after n8n was killed: each read once, none missed',
	);
}
