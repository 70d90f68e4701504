import type { Lead } from '../lead/lead';
import type { Touchpoint } from '../lead/touchpoint';
import type { Enrolment, ExitReason, Sequence } from './types';

/** Exits that always hold, whatever the sequence says: going on would break a promise or the law. */
const always: readonly ExitReason[] = ['unsubscribe', 'complaint', 'bounce', 'merged', 'erased'];

/**
 * Why an enrolment ends now, read afresh from the lead and from what happened since it was enrolled; undefined while it
 * goes on. What a machine did (a mail scanner's click, an automatic reply) ends nothing.
 */
export function exitOf(
	enrolment: Pick<Enrolment, 'enrolledAt'>,
	sequence: Pick<Sequence, 'exitWhen' | 'name'>,
	lead: Lead,
	touchpoints: readonly Touchpoint[],
): ExitReason | undefined {
	const on = (reason: ExitReason) => always.includes(reason) || sequence.exitWhen.includes(reason);
	const byStage = stageExit(lead);
	if (byStage !== undefined && on(byStage)) return byStage;
	for (const touch of touchpoints) {
		if (touch.occurredAt < enrolment.enrolledAt) continue;
		const reason = touchExit(touch, sequence);
		if (reason !== undefined && on(reason)) return reason;
	}
	return undefined;
}

function stageExit(lead: Lead): ExitReason | undefined {
	switch (lead.stage) {
		case 'merged':
			return 'merged';
		case 'erased':
			return 'erased';
		case 'junk':
		case 'disqualified':
			return 'stage';
		case 'opportunity':
			return 'conversion';
		default:
			if (lead.duplicateOf !== undefined) return 'merged';
			return lead.quarantined === true ? 'stage' : undefined;
	}
}

type Ends = (touch: Touchpoint, sequence: Pick<Sequence, 'name'>) => ExitReason | undefined;

const reply: Ends = ({ outcome }) => (outcome === 'autoReply' ? undefined : 'reply');

/** What a touchpoint of a type ends, and when. */
const exits = new Map<string, Ends>([
	['email.reply', reply],
	['sms.reply', reply],
	['call.inbound', reply],
	['chat.conversation', reply],
	['meeting.booked', () => 'meeting'],
	['meeting.held', () => 'meeting'],
	['visit.faceToFace', () => 'meeting'],
	['purchase.completed', () => 'conversion'],
	['quote.accepted', () => 'conversion'],
	[
		'email.unsubscribe',
		(touch, sequence) => (concerns(touch, sequence) ? 'unsubscribe' : undefined),
	],
	['email.complaint', () => 'complaint'],
	['email.bounce', (touch) => (isHard(touch) ? 'bounce' : undefined)],
	['sequence.pause', () => 'ownerPause'],
]);

/** Types of the touchpoints that may end an enrolment; no other needs to be read to know. */
export const exitTypes: readonly string[] = [...exits.keys()];

/** Of a lead so many, the newest, are looked at. */
export const exitsPerLead = 200;

function touchExit(touch: Touchpoint, sequence: Pick<Sequence, 'name'>): ExitReason | undefined {
	if (touch.actor.kind === 'machine' && touch.type !== 'email.bounce') return undefined;
	return exits.get(touch.type)?.(touch, sequence);
}

/** Who leaves one series, or a topic, goes on with the others; whether a topic was left is asked before each message. */
function concerns({ meta }: Touchpoint, { name }: Pick<Sequence, 'name'>): boolean {
	const scope = meta?.['scope'];
	if (typeof scope !== 'string' || !/^(sequence|topic):/.test(scope)) return true;
	return scope === `sequence:${name}`;
}

/** A bounce counts as hard when whoever recorded it said so; a full mailbox ends nothing. */
function isHard(touch: Touchpoint): boolean {
	const kind = touch.outcome ?? touch.meta?.['class'];
	return typeof kind === 'string' && /hard|invalid|inactive/i.test(kind);
}
