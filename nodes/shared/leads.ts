import type { INodeExecutionData } from 'n8n-workflow';
import type { StoredLead } from '../../lib/store/port';
import { findLeads, type LeadRef } from '../../lib/process/find';
import { asText } from '../../lib/core/loose';
import type { Problem } from './errors';
import { isRow } from './parameters';
import type { Run } from './run';

/** An item's lead as the store has it. */
export type ItemLead = StoredLead;

/**
 * Finds the leads of all items with a few bulk reads: by 'leadId', else by e-mail, external id or phone. An item of
 * another workspace and an item whose lead is not in the store are reported, each with what to do.
 */
export async function leadsOfItems(run: Run): Promise<Array<ItemLead | undefined>> {
	const { store, pause } = await run.context();
	const refs = run.items.map((item) => refOf(item));
	const found = await findLeads(store, refs, pause);
	return found.map((lead, index) => {
		const foreign = asText(run.items[index]?.json['workspace']);
		if (foreign !== undefined && foreign.toLowerCase() !== run.workspace.toLowerCase()) {
			run.fail(index, {
				message: `The item's lead belongs to workspace '${foreign}', this node works in '${run.workspace}'`,
				remedy: "Set 'Workspace' to the one the lead was captured in, or route the item elsewhere.",
			});
			return undefined;
		}
		if (lead === undefined) run.fail(index, missing(refs[index] ?? {}, run));
		return lead;
	});
}

/** What an item says about which lead it is. */
export function refOf({ json }: INodeExecutionData): LeadRef {
	const leadId = asText(json['leadId']);
	if (leadId !== undefined) return { leadId };
	const ids = json['externalIds'];
	const externalIds = isRow(ids)
		? Object.entries(ids).flatMap(([system, id]) => {
				const value = asText(id);
				return value === undefined ? [] : [{ system, id: value }];
			})
		: [];
	const ref: LeadRef = {};
	const email = asText(json['email']);
	const phone = asText(json['phoneE164']) ?? asText(json['phone']);
	if (email !== undefined) ref.email = email;
	if (externalIds.length > 0) ref.externalIds = externalIds;
	if (phone !== undefined) ref.phone = phone;
	return ref;
}

function missing(ref: LeadRef, { workspace, worksWithoutStore }: Run): Problem {
	const alone = worksWithoutStore
		? " To work on the items as they are, set 'Lead Store' to 'No Store (Items Only)'."
		: '';
	const name = ref.leadId ?? ref.email ?? ref.externalIds?.[0]?.id ?? ref.phone;
	if (name === undefined) {
		return {
			message: 'The item names no lead',
			remedy: `Give it a 'leadId', 'email', 'externalIds' or 'phone' field, or put a Lead Capture node before this one.${alone}`,
		};
	}
	return {
		message: `No lead '${name}' in workspace '${workspace}'`,
		remedy: `Capture it first with a Lead Capture node, or check 'Workspace'.${alone}`,
	};
}
