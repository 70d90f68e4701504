import type { Lead } from '../lead/lead';
import type { Touchpoint } from '../lead/touchpoint';
import type { WorkspaceSettings } from '../workspace/settings';
import { canContact } from './contact';
import { refused } from './decide';
import { exitOf } from './exits';
import type { Delivery, Enrolment, Sequence, Suppression } from './types';

/** Why a message is taken back: its sequence ends for the lead, or it waits. */
export type TakenBack =
	| { kind: 'exit'; reason: string }
	/** Until `retryAt`, in milliseconds. */
	| { kind: 'hold'; reason: string; retryAt: number };

/** What is known of a message at the moment before nothing can be taken back; what is gone by now is absent. */
export interface LastFacts {
	enrolment?: Enrolment;
	sequence?: Sequence;
	lead?: Lead;
	/** What may have ended the enrolment since it began. */
	touchpoints: readonly Touchpoint[];
	/** Entries that name the address or the domain that the message goes to. */
	suppressions: ReadonlyArray<Pick<Suppression, 'scope' | 'reason'>>;
	settings: Pick<WorkspaceSettings, 'sendingPaused'>;
}

/**
 * Whether a message that was decided on may still go out: minutes may lie between. Asked by the store with the gate, so that whatever was
 * committed before it counts. Limits and hours were kept when it was decided; what the letter must carry, it carries by now.
 * @param now milliseconds by the store's clock
 */
export function lastLook(
	channel: Delivery['channel'],
	{ enrolment, sequence, lead, touchpoints, suppressions, settings }: LastFacts,
	now: number,
): TakenBack | undefined {
	if (enrolment === undefined || sequence === undefined || lead === undefined)
		return { kind: 'exit', reason: 'erased' };
	if (enrolment.state === 'stopped' || enrolment.state === 'finished')
		return { kind: 'exit', reason: enrolment.stoppedBy ?? 'done' };
	const exit = exitOf(enrolment, sequence, lead, touchpoints);
	if (exit !== undefined) return { kind: 'exit', reason: exit };
	const verdict = canContact(lead, channel, sequence.purpose, now, {
		settings: { ...settings, postalAddress: 'in the letter' },
		consent: sequence.consent,
		sequence: sequence.name,
		topics: sequence.topics,
		suppressions,
		withoutPublicAddress: true,
	});
	return verdict.ok ? undefined : refused(verdict.reason, verdict.retryAt);
}
