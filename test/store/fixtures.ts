import type { NewReceipt } from '../../lib/core/capture/receipt';
import type { Rep } from '../../lib/core/assign/types';
import type { Lead } from '../../lib/core/lead/lead';
import type { Touchpoint } from '../../lib/core/lead/touchpoint';
import type { Delivery, Sequence, Task } from '../../lib/core/nurture/types';
import type { LeadChange, NewEnrolment } from '../../lib/store/port';

const then = '2026-03-02T09:00:00.000Z';

export function aLead(leadId: string, more: Partial<Lead> = {}): Lead {
	return { leadId, createdAt: then, updatedAt: then, stage: 'new', stageHistory: [], ...more };
}

/** A new lead that owns its e-mail. */
export function aCapture(
	leadId: string,
	more: Partial<LeadChange> & { email?: string } = {},
): LeadChange {
	const { email = `${leadId.toLowerCase()}@example.com`, ...rest } = more;
	return {
		lead: aLead(leadId, { email }),
		version: 'new',
		keys: [{ kind: 'email', value: email }],
		audit: { by: 'test', action: 'capture', changes: { email: { to: email } } },
		...rest,
	};
}

export function aReceipt(eventId: string, more: Partial<NewReceipt> = {}): NewReceipt {
	return {
		receiptId: `receipt-${eventId}`,
		source: 'webhook:website',
		eventId,
		hash: `hash-${eventId}`,
		payload: { email: `${eventId}@example.com` },
		meta: { ip: '192.0.2.1' },
		receivedAt: then,
		submissions: 0,
		...more,
	};
}

export function aTouch(sourceId: string, more: Partial<Touchpoint> = {}): Touchpoint {
	return {
		touchId: `touch-${sourceId}`,
		type: 'web.pageView',
		actor: { kind: 'human', confidence: 1 },
		occurredAt: then,
		receivedAt: then,
		source: 'snippet',
		sourceId,
		...more,
	};
}

export function aRep(repId: string, more: Partial<Rep> = {}): Rep {
	return {
		repId,
		name: repId,
		email: `${repId}@example.com`,
		active: true,
		weight: 1,
		languages: [],
		territories: [],
		leave: [],
		caps: {},
		...more,
	};
}

export function aSequence(name: string, contentHash = 'one'): Omit<Sequence, 'version'> {
	return {
		name,
		contentHash,
		steps: [{ stepId: 'step1', kind: 'email', name: 'Hello', wait: { amount: 0, unit: 'days' } }],
		purpose: 'answer',
		consent: 'never',
		window: { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' },
		exitWhen: ['reply'],
		allowReenrol: false,
	};
}

export function anEnrolment(leadId: string, more: Partial<NewEnrolment> = {}): NewEnrolment {
	return {
		enrolmentId: `enrolment-${leadId}`,
		leadId,
		sequence: 'Welcome',
		version: 1,
		dueAt: then,
		enrolledAt: then,
		allowReenrol: false,
		...more,
	};
}

export function aDelivery(leadId: string, more: Partial<Delivery> = {}): Delivery {
	return {
		deliveryId: `delivery-${leadId}`,
		enrolmentId: `enrolment-${leadId}`,
		leadId,
		stepId: 'step1',
		generation: 1,
		repeat: 0,
		channel: 'email',
		messageId: `<${leadId}@mail.example.com>`,
		to: `${leadId.toLowerCase()}@example.com`,
		mailbox: 'hello@example.com',
		state: 'claimed',
		fence: 0,
		attempt: 0,
		dueAt: then,
		plannedAt: then,
		...more,
	};
}

export function aTask(taskId: string, more: Partial<Task> = {}): Task {
	return {
		taskId,
		leadId: 'L1',
		kind: 'phone',
		title: 'Call',
		dueAt: then,
		state: 'open',
		createdAt: then,
		...more,
	};
}
