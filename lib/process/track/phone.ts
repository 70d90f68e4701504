import { verifyPhone } from '../../core/verify/phone';
import type { PhoneReader } from './resolve';

/** Reads phone numbers as E.164 with the workspace's country; each spelling is read once. What is no number gives undefined. */
export function phoneReader(defaultCountry: string): PhoneReader {
	const known = new Map<string, string | undefined>();
	return (text) => {
		if (!known.has(text)) {
			const { status, e164 } = verifyPhone(text, defaultCountry);
			known.set(text, status === 'invalid' ? undefined : e164);
		}
		return known.get(text);
	};
}
