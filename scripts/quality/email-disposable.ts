import { verifyEmail } from '../../lib/core/verify/email/verify';
import { filesIn, readLines, share, show } from './rows';

/**
 * `recall`: share of the domains in kept_from_* and added_since_* that are told as disposable; `false_positive`: share of
 * those in removed_since_*.
 */
export async function measure(dir: string): Promise<Record<string, number> | undefined> {
	const disposable = [
		...filesIn(dir, 'kept_from_', '.txt'),
		...filesIn(dir, 'added_since_', '.txt'),
	].flatMap(readLines);
	const removed = filesIn(dir, 'removed_since_', '.txt').flatMap(readLines);
	if (disposable.length + removed.length === 0) return undefined;
	const told = (domain: string): boolean => verifyEmail(`someone@${domain.trim()}`).isDisposable;
	for (const domain of disposable) if (!told(domain)) show('email-disposable', domain);
	return {
		...(disposable.length > 0 ? { recall: share(disposable, told) } : {}),
		...(removed.length > 0 ? { false_positive: share(removed, told) } : {}),
	};
}
