import type { Consent, Lead, Stage } from '../lead/lead';
import type { Touchpoint } from '../lead/touchpoint';
import type { Suppression, Task } from '../nurture/types';
import { emailKey } from '../capture/identity';
import { advance } from './advance';
import { describeTouch } from './describe';
import { isContact, isHardBounce, isHumanAnswer, isTwoWay } from './kinds';
import { nextActionAfter } from './nextAction';
import { chosenIn, sameTopic } from '../nurture/preferences';

/** What touchpoints did to their lead: the lead as it is now, whom not to write to any more, what a person has to do. */
export interface TouchEffects {
	lead: Lead;
	suppress: Suppression[];
	tasks: TaskWish[];
}

/** A task before it has an id. */
export type TaskWish = Pick<Task, 'kind' | 'title' | 'dueAt'> & { text?: string };

/** What the effects depend on beside lead and touchpoints. */
export interface EffectContext {
	/** Milliseconds since the epoch. */
	now: number;
	by: string;
	/** Earlier touchpoints of the lead, needed to count repeated bounces. */
	history?: readonly Touchpoint[];
}

/**
 * Applies touchpoints to their lead, oldest first: last touch, first response, stage, next action, interests, contact data
 * that proved wrong, suppressions. Order and repetition do not change the outcome. The lead passed in is not changed.
 *
 * Stages move by themselves: a form, reply or click turns a target into a lead; the first two-way touch makes it contacted; a
 * meeting held or a quote requested, qualified; a purchase, a customer.
 */
export function applyTouches(
	lead: Lead,
	touches: readonly Touchpoint[],
	context: EffectContext,
): TouchEffects {
	const state: TouchEffects = { lead, suppress: [], tasks: [] };
	const sorted = [...touches].sort((a, b) => compare(a.occurredAt, b.occurredAt));
	const known = [...(context.history ?? [])];
	for (const touch of sorted) {
		if (touch.actor.kind !== 'machine') {
			clocks(state, touch);
			stages(state, touch, context);
			interests(state, touch);
			permissions(state, touch);
			suggest(state, touch);
		}
		mail(state, touch, known);
		known.push(touch);
	}
	if (state.lead !== lead) {
		state.lead = { ...state.lead, updatedAt: new Date(context.now).toISOString() };
	}
	return state;
}

function clocks(state: TouchEffects, touch: Touchpoint): void {
	const { lastTouchAt, firstResponseAt } = state.lead;
	if (isContact(touch) && (lastTouchAt === undefined || touch.occurredAt > lastTouchAt)) {
		set(state, { lastTouchAt: touch.occurredAt });
	}
	if (
		isHumanAnswer(touch) &&
		(firstResponseAt === undefined || touch.occurredAt < firstResponseAt)
	) {
		set(state, { firstResponseAt: touch.occurredAt });
	}
}

function stages(state: TouchEffects, touch: Touchpoint, { by }: EffectContext): void {
	const at = Date.parse(touch.occurredAt);
	const note = describeTouch(touch);
	if (state.lead.stage === 'target' && wakes(touch))
		state.lead = advance(state.lead, 'new', note, by, at);
	const to = stageAfter(touch);
	if (to === undefined) return;
	state.lead = advance(state.lead, to, note, by, at);
	if (to !== 'customer') return;
	set(state, {
		wonAt: state.lead.wonAt ?? touch.occurredAt,
		customerSince: state.lead.customerSince ?? touch.occurredAt,
		...(touch.value !== undefined && state.lead.dealValue === undefined
			? { dealValue: touch.value }
			: {}),
	});
}

function wakes(touch: Touchpoint): boolean {
	return (
		touch.type === 'form.submit' ||
		isTwoWay(touch) ||
		(touch.type === 'email.click' && touch.actor.kind === 'human')
	);
}

function stageAfter(touch: Touchpoint): Stage | undefined {
	if (touch.type === 'purchase.completed') return 'customer';
	if (touch.type === 'meeting.held' || touch.type === 'quote.requested') return 'qualified';
	return isTwoWay(touch) ? 'contacted' : undefined;
}

/** Topics of what the lead looked at or spoke of; likes, dislikes and objections that somebody noted. */
function interests(state: TouchEffects, touch: Touchpoint): void {
	if (touch.direction !== 'out') unite(state, 'topics', touch.topics);
	for (const key of ['likes', 'dislikes', 'objections'] as const)
		unite(state, key, texts(touch.meta?.[key]));
}

function permissions(state: TouchEffects, touch: Touchpoint): void {
	if (touch.type === 'consent.changed') return set(state, chosenIn(touch));
	const stop = touch.type === 'email.unsubscribe' || touch.type === 'consent.withdrawn';
	const start =
		touch.type === 'consent.given' ||
		touch.type === 'consent.confirmed' ||
		touch.type === 'email.resubscribe';
	if (!stop && !start) return;
	// Leaving one series is no withdrawal of the consent itself.
	const scope = scopeOf(touch);
	if (scope.startsWith('topic:')) return topic(state, scope.slice('topic:'.length), stop);
	if (stop && scope.startsWith('sequence:')) {
		suppress(state, touch, scope, 'unsubscribed');
		return;
	}
	const channel = contactChannel(touch.meta?.['channel']) ?? 'email';
	const old = state.lead.consent ?? [];
	const asked =
		touch.type === 'consent.confirmed'
			? old.find((row) => row.pending && row.channel === channel)
			: undefined;
	const consent: Consent = {
		channel,
		purpose: asked?.purpose ?? 'marketing',
		given: start,
		at: touch.occurredAt,
		...proofOf(touch, asked),
	};
	const rows = old.filter((row) => row !== asked);
	if (
		!rows.some((row) => row.at === consent.at && row.channel === channel && row.given === start)
	) {
		set(state, { consent: [...rows, consent] });
	}
	if (stop && channel === 'email') suppress(state, touch, scopeOf(touch), 'unsubscribed');
}

/** A topic is left, or wanted again; that says nothing of mail as such. */
function topic(state: TouchEffects, name: string, stop: boolean): void {
	if (stop) return unite(state, 'topicsOff', [name]);
	const { topicsOff = [] } = state.lead;
	const left = topicsOff.filter((one) => sameTopic(one) !== sameTopic(name));
	if (left.length < topicsOff.length) set(state, { topicsOff: left.length > 0 ? left : undefined });
}

/** The words agreed to, and from where they were confirmed. */
function proofOf(touch: Touchpoint, asked: Consent | undefined): Partial<Consent> {
	const { text, textVersion } = asked ?? {};
	const [ip, userAgent] = [touch.meta?.['ip'], touch.meta?.['userAgent']];
	return {
		...(text ? { text } : {}),
		...(textVersion ? { textVersion } : {}),
		...(asked && typeof ip === 'string' && ip !== '' ? { ip } : {}),
		...(asked && typeof userAgent === 'string' && userAgent !== '' ? { userAgent } : {}),
	};
}

function mail(state: TouchEffects, touch: Touchpoint, known: readonly Touchpoint[]): void {
	if (isHardBounce(touch)) return fail(state, touch, `hard bounce (${touch.outcome ?? ''})`);
	if (touch.type === 'email.complaint') {
		suppress(state, touch, 'all', 'complaint');
		if (!state.lead.doNotContact?.includes('email')) unite(state, 'doNotContact', ['email']);
		return;
	}
	if (touch.type === 'email.autoReply' && touch.meta?.['leftCompany'] === true)
		return left(state, touch);
	if (touch.type !== 'email.bounce' || touch.outcome !== 'mailboxFull') return;
	// A mailbox that stays full three times in 30 days is abandoned.
	const since = Date.parse(touch.occurredAt) - 30 * dayMs;
	const full = known.filter(
		(other) =>
			other.touchId !== touch.touchId &&
			other.type === 'email.bounce' &&
			other.outcome === 'mailboxFull' &&
			Date.parse(other.occurredAt) > since,
	);
	if (full.length >= 2) fail(state, touch, 'mailbox full three times in 30 days');
}

function fail(state: TouchEffects, touch: Touchpoint, reason: string): void {
	suppress(state, touch, 'email', reason);
	const { email } = state.lead;
	if (email !== undefined && recipientOf(state.lead, touch) === emailKey(email))
		set(state, { emailStatus: 'invalid' });
	suggest(state, touch);
}

function left(state: TouchEffects, touch: Touchpoint): void {
	if (state.lead.stageReason === 'inaccurateData') return;
	set(state, { stageReason: 'inaccurateData' });
	state.tasks.push({
		kind: 'review',
		title: 'Find the successor: the contact left the company',
		text: touch.content,
		dueAt: touch.occurredAt,
	});
}

function suppress(
	state: TouchEffects,
	touch: Touchpoint,
	scope: Suppression['scope'],
	reason: string,
): void {
	const value = recipientOf(state.lead, touch);
	if (
		value === undefined ||
		state.suppress.some((entry) => entry.value === value && entry.scope === scope)
	)
		return;
	state.suppress.push({ kind: 'email', value, scope, reason, at: touch.occurredAt });
}

/** The address that bounced or complained: the one the message named, else the lead's. */
function recipientOf(lead: Lead, touch: Touchpoint): string | undefined {
	const named = touch.meta?.['recipient'];
	const address = typeof named === 'string' && named.includes('@') ? named : lead.email;
	return address === undefined ? undefined : emailKey(address);
}

function scopeOf(touch: Touchpoint): Suppression['scope'] {
	const scope = touch.meta?.['scope'];
	if (typeof scope !== 'string') return 'email';
	if (scope === 'all') return 'all';
	if (scope.startsWith('sequence:')) return `sequence:${scope.slice(9)}`;
	if (scope.startsWith('topic:')) return `topic:${scope.slice(6)}`;
	return contactChannel(scope) ?? 'email';
}

function suggest(state: TouchEffects, touch: Touchpoint): void {
	if (state.lead.nextActionAt !== undefined && touch.occurredAt < (state.lead.lastTouchAt ?? ''))
		return;
	const wish = nextActionAfter(state.lead, touch);
	if (wish === undefined) return;
	set(state, {
		nextAction: wish.action,
		nextActionAt: new Date(Date.parse(touch.occurredAt) + wish.inHours * hourMs).toISOString(),
	});
	if (touch.type.startsWith('call.') && touch.outcome === 'wrongNumber')
		set(state, { phoneStatus: 'invalid' });
	if (touch.type.startsWith('call.') && touch.outcome === 'disconnected')
		set(state, { phoneStatus: 'invalid' });
}

function contactChannel(value: unknown): Consent['channel'] | undefined {
	const channels: Array<Consent['channel']> = ['email', 'phone', 'sms', 'postal', 'social'];
	return channels.find((channel) => channel === value);
}

function unite(
	state: TouchEffects,
	key: 'topics' | 'topicsOff' | 'likes' | 'dislikes' | 'objections' | 'doNotContact',
	more: readonly string[] | undefined,
): void {
	if (!more || more.length === 0) return;
	const old = state.lead[key] ?? [];
	const united = [...new Set([...old, ...more])].slice(0, 50);
	if (united.length > old.length) set(state, { [key]: united });
}

function texts(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((part) => typeof part === 'string') : [];
}

function set(state: TouchEffects, patch: Partial<Lead>): void {
	state.lead = { ...state.lead, ...patch };
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

const hourMs = 3_600_000;
const dayMs = 86_400_000;
