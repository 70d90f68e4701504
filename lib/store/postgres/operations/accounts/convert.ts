import { convertLead } from '../../../../core/convert/convert';
import type { ConvertRequest } from '../../../../core/convert/types';
import type { Lead } from '../../../../core/lead/lead';
import { toColumns, toTouchpointRow } from '../../../rows/encode';
import type { ConvertedText, TouchpointRow } from '../../../rows/types';
import { answerOfConversion, auditOfConversion } from '../../../rules/conversion';
import type { Session } from '../../session';
import { LeadSet } from '../leads/leadSet';
import { recordTouchpoints } from '../touchpoints';
import { SalesSet } from './sales';

/** Converts leads one after the other; a lock keeps two leads of one company from making two accounts. */
export async function convert(
	session: Session,
	requests: ConvertRequest[],
): Promise<ConvertedText[]> {
	await session.rows("SELECT 1 FROM lm.locks WHERE name = 'accounts' FOR UPDATE");
	const set = await LeadSet.load(
		session,
		requests.map(({ leadId }) => leadId),
	);
	const leadOf = (leadId: string): Lead | undefined => {
		const stored = set.textOf(leadId);
		return stored && JSON.parse(stored.doc);
	};
	const sales = await SalesSet.load(
		session,
		requests.flatMap((request) => {
			const lead = leadOf(request.leadId);
			return lead === undefined ? [] : [{ lead, request }];
		}),
	);
	const touchpoints: TouchpointRow[] = [];
	const answers = requests.map((request): ConvertedText => {
		const { leadId } = request;
		const held = set.leads.get(leadId);
		const lead = leadOf(leadId);
		if (held === undefined || lead === undefined) return { kind: 'missing', leadId };
		const decision = convertLead(lead, sales.known(lead, request), request, session.now);
		if (decision.kind === 'converted') {
			sales.save(decision);
			set.write(held, toColumns(decision.lead));
			set.audit(leadId, auditOfConversion(lead, decision.lead, request));
			touchpoints.push(...decision.touchpoints.map(toTouchpointRow));
		}
		return answerOfConversion(decision, { doc: held.columns.doc, version: held.version });
	});
	await sales.flush();
	await set.flush();
	await recordTouchpoints(session, touchpoints);
	return answers;
}
