import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Lead } from '../../../lib/core/lead/lead';
import { defaultLimits } from '../../../lib/core/nurture/caps';
import type { SequenceDraft } from '../../../lib/core/nurture/sequence';
import type { Step } from '../../../lib/core/nurture/types';
import { smtpPool } from '../../../lib/mail';
import type { ProcessContext } from '../../../lib/process/context';
import { idMaker } from '../../../lib/process/ids';
import type { Courier, Mailing } from '../../../lib/process/nurture/mailing';
import { openStore } from '../../../lib/store/open';
import type { LeadStore } from '../../../lib/store/port';

/** Monday, ten o'clock in UTC. */
export const monday = Date.parse('2026-06-01T10:00:00.000Z');

/** A clock that a test moves by hand. */
export interface TestClock {
	now: number;
	read(): number;
}

export function aClock(now = monday): TestClock {
	const clock = { now, read: () => clock.now };
	return clock;
}

/** A store in a folder of its own. */
export async function aStore(clock: TestClock): Promise<{
	store: LeadStore;
	folder: string;
	remove(): Promise<void>;
}> {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'nurture-'));
	const store = await openStore({
		engine: 'sqlite',
		folder,
		workspace: 'Main',
		clock: clock.read,
	});
	return {
		store,
		folder,
		async remove() {
			await store.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

export async function aContext(store: LeadStore, clock: TestClock): Promise<ProcessContext> {
	return {
		store,
		settings: await store.settings(),
		now: clock.now,
		newId: idMaker(clock.read),
		by: 'test',
	};
}

export function aLead(n: number, more: Partial<Lead> = {}): Lead {
	const at = new Date(monday - 86_400_000).toISOString();
	return {
		leadId: `lead-${String(n).padStart(6, '0')}`,
		createdAt: at,
		updatedAt: at,
		stage: 'nurturing',
		stageHistory: [],
		firstName: `Ann${n}`,
		email: `ann${n}@d${n}.example.com`,
		timezone: 'UTC',
		...more,
	};
}

/** Saves leads and returns them. */
export async function saved(store: LeadStore, leads: Lead[]): Promise<Lead[]> {
	await store.saveLeads(
		leads.map((lead) => ({
			lead,
			version: 'new',
			keys: lead.email === undefined ? [] : [{ kind: 'email', value: lead.email }],
			audit: { by: 'test', action: 'capture', changes: {} },
		})),
	);
	return leads;
}

export function anEmail(stepId: string, more: Partial<Step> = {}): Step {
	return {
		stepId,
		kind: 'email',
		name: stepId,
		wait: { amount: 0, unit: 'days' },
		subject: 'Hello {{firstName|there}}',
		text: 'Dear {{firstName|friend}},\n\nhere is what you asked for.',
		...more,
	};
}

export function aDraft(steps: Step[], more: Partial<SequenceDraft> = {}): SequenceDraft {
	return {
		name: 'Welcome',
		steps,
		purpose: 'answer',
		consent: 'byCountry',
		window: { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' },
		exitWhen: ['reply', 'meeting', 'conversion', 'ownerPause', 'stage'],
		allowReenrol: false,
		...more,
	};
}

export const noLimits = {
	...defaultLimits,
	perDay: { start: 1e9, full: 1e9, rampDays: 0 },
	perMinute: 1e9,
	domainPerHour: 1e9,
};

export function aMailing(more: Partial<Mailing> = {}): Mailing {
	return {
		from: { name: 'Example Ltd', address: 'hello@example.org' },
		limits: noLimits,
		local: true,
		...more,
	};
}

/** Short times, so that servers which hang are given up on within a test. */
export function aPool(
	port: number,
	more: { maxConnections?: number; user?: string; patience?: number } = {},
): Courier {
	return smtpPool(
		{
			host: '127.0.0.1',
			port,
			secure: false,
			...(more.user && { user: more.user, password: 'x' }),
		},
		{
			maxConnections: more.maxConnections ?? 5,
			messagesPerConnection: 100,
			times: {
				connect: more.patience ?? 500,
				greeting: more.patience ?? 400,
				silence: more.patience ?? 400,
			},
		},
	);
}
