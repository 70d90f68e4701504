import { longForm, type SoakResult } from './result';

/** Thousands of hostile requests to every public address, and a crowd that sends one person at once, on a real n8n. */
export async function run(): Promise<SoakResult> {
	return await longForm(
		{
			config: 'test/e2e/jest.config.cjs',
			args: ['--testMatch', '<rootDir>/test/hostile/public.soak.ts'],
		},
		{ LEAD_HOSTILE_INPUTS: '5200', LEAD_CROWD_ROUNDS: '100' },
		'no 5xx, no hang over 2 s, nothing reflected or polluted, memory flat; bytes that are hardly HTTP and a hundred slow bodies kept nobody waiting; 200 captures of one person at once made one lead, 100 times',
		/^ *(\d+ distinct requests,|ms while bodies|\d+ crowds) .*$/gm,
	);
}
