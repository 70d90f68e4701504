import type { Browser } from 'playwright-core';
import type { Touchpoint } from '../../../lib/core/lead/touchpoint';
import type { LeadStore } from '../../../lib/store/port';
import { clickUrl } from '../../../lib/web/links';
import { fewAtOnce } from '../../../scripts/runtime/fewAtOnce';
import { packageName } from '../../../scripts/runtime/pack';
import type { Workflow } from '../../../scripts/runtime/rest';
import { pageAround, type Website } from '../website';
import { visitAsPlanned, type VisitPlan } from './visits';

/** A workflow of one Touchpoint Trigger. */
export function linksWorkflow(parameters: object, id = 'links00000000001'): Workflow {
	return {
		id,
		name: `Links ${id}`,
		nodes: [
			{
				id: 'links',
				name: 'Links',
				type: `${packageName}.touchpointTrigger`,
				typeVersion: 1,
				position: [0, 0],
				webhookId: '0b0d7a0e-1111-4222-8333-444455556660',
				parameters: { path: 'lead/main/t', ...parameters },
			},
		],
		connections: {},
		settings: { executionOrder: 'v1' },
	};
}

/** Leads with an address of their own, assigned. */
export async function addLeads(store: LeadStore, leadIds: string[]): Promise<void> {
	const at = new Date().toISOString();
	await store.saveLeads(
		leadIds.map((leadId) => ({
			lead: {
				leadId,
				createdAt: at,
				updatedAt: at,
				email: emailOf(leadId),
				stage: 'assigned',
				stageHistory: [],
			},
			version: 'new',
			keys: [{ kind: 'email', value: emailOf(leadId) }],
			audit: { by: 'test', action: 'create', changes: {} },
		})),
	);
}

/** The address of a lead made by `addLeads`. */
export function emailOf(leadId: string): string {
	return `${leadId.toLowerCase()}@example.com`;
}

/** Where visits are counted. */
export interface Tracked {
	website: Website;
	browser: Browser;
	store: LeadStore;
	/** Production address of the trigger. */
	address: string;
}

/** What a website counted of one page, beside the truth. */
export interface Counted {
	plan: VisitPlan;
	url: string;
	truth: number;
	counted: number;
	views: number;
	/** Whether every touchpoint of the page has campaign and click id of the address. */
	campaign: boolean;
}

/**
 * Lets people visit a website as planned and compares what the store has of it; each comes by a link of their own mail.
 * @param atOnce how many people are there at a time
 */
export async function countVisits(
	{ website, browser, store, address }: Tracked,
	plans: readonly VisitPlan[],
	atOnce: number,
): Promise<Counted[]> {
	const tag = (more: string) => `<script async src="${address}?s=1"${more}></script>`;
	website.pages.set('/shop', pageAround(tag('')));
	// Asks once, as consent managers do, and tells the script of every later page.
	const ask = `<button id="agree" onclick="localStorage.agreed=1;leadTrack.consent()">I agree</button>
<script>addEventListener('load',()=>localStorage.agreed&&leadTrack.consent())</script>`;
	website.pages.set('/asks', pageAround(`${tag(' data-consent="wait"')}${ask}`));
	const secrets = await store.secrets();
	const ids = plans.map((_plan, index) => `01VISIT${String(index).padStart(19, '0')}`);
	await addLeads(store, ids);
	const jobs = plans.map((plan, index) => async () => {
		const leadId = ids[index] ?? '';
		const ref = { leadId, email: emailOf(leadId), deliveryId: `D${index}` };
		const path = plan.consentAfter === undefined ? 'shop' : 'asks';
		const page = (nth: number) =>
			`${website.url}/${path}?visit=${index}&page=${nth}&utm_source=news&utm_medium=email&gclid=g${index}`;
		return await visitAsPlanned(browser, plan, (nth) => {
			if (nth > 0) return page(nth);
			const token = new URL(clickUrl(secrets, address, ref, page(0), 1, 1)).searchParams.get('c');
			return `${page(0)}&lt=${token ?? ''}`;
		});
	});
	const stays = await fewAtOnce(jobs, atOnce);
	const touches = await store.touchpoints({ leadIds: ids, perLead: 100 });
	return plans.flatMap((plan, index) =>
		(stays[index] ?? []).map(({ url, seconds }) => {
			const plain = url.replace(/&lt=.*/, '');
			const own = touches.filter((touch) => touch.url === plain);
			return {
				plan,
				url: plain,
				truth: seconds,
				counted: sum(own.filter(({ type }) => type === 'web.engagedTime')),
				views: own.filter(({ type }) => type === 'web.pageView').length,
				campaign: own.every(
					({ utm, url: at = '' }) =>
						utm?.source === 'news' && utm.medium === 'email' && at.includes(`gclid=g${index}`),
				),
			};
		}),
	);
}

function sum(touches: readonly Touchpoint[]): number {
	return touches.reduce((all, { durationSeconds = 0 }) => all + durationSeconds, 0);
}
