import type { Finding, ScrubLead } from '../types';

/** Names under which forms hand over a trap field and the time somebody took; compared without case and separators. */
const traps = [
	'honeypot',
	'honeypotfilled',
	'hp',
	'botfield',
	'leavethisempty',
	'leaveblank',
	'urlconfirm',
];
const times = ['fillseconds', 'filltime', 'secondstofill', 'formseconds', 'timeonform'];

/** Below this nobody has read a form, in seconds. */
const fastest = 2;

/** Signs that a program filled the form: a field that people do not see has a value, or it was sent within two seconds. */
export function findBots(lead: ScrubLead): Finding[] {
	const findings: Finding[] = [];
	for (const [name, value] of Object.entries(lead.extra ?? {})) {
		const key = name.toLowerCase().replace(/[^a-z]/g, '');
		if (traps.includes(key) && isFilled(value)) {
			findings.push({
				check: 'bots',
				points: 80,
				text: 'A field that people do not see was filled in',
				reason: 'spamOrBot',
			});
		}
		const seconds =
			typeof value === 'number'
				? value
				: typeof value === 'string' && value.trim() !== ''
					? Number(value)
					: NaN;
		if (times.includes(key) && seconds >= 0 && seconds < fastest) {
			findings.push({
				check: 'bots',
				points: 45,
				text: `The form was sent after ${seconds} seconds`,
				reason: 'spamOrBot',
			});
		}
	}
	return findings;
}

function isFilled(value: unknown): boolean {
	return !(
		value === undefined ||
		value === null ||
		value === false ||
		value === '' ||
		value === 'false' ||
		value === 0
	);
}
