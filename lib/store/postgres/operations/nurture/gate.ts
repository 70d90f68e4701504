import { exitsPerLead } from '../../../../core/nurture/exits';
import { lastLook, type TakenBack } from '../../../../core/nurture/lastLook';
import type { Lead } from '../../../../core/lead/lead';
import type { Touchpoint } from '../../../../core/lead/touchpoint';
import type { Delivery, Enrolment, Sequence } from '../../../../core/nurture/types';
import { toMs } from '../../../rows/instants';
import { receiversOf } from '../../../rules/suppression';
import { text, type Session } from '../../session';
import { settings } from '../settings';
import { touchpoints } from '../touchpoints';
import { getSequences } from './sequences';
import { suppressed } from './suppression';

/**
 * The last look before the final dot, for the messages of one request: after it nothing can be taken back.
 * @param enrolments by id, as they are locked
 */
export async function gate(
	session: Session,
	deliveries: readonly Delivery[],
	enrolments: ReadonlyMap<string, Enrolment>,
): Promise<(delivery: Delivery) => TakenBack | undefined> {
	if (deliveries.length === 0) return () => undefined;
	const own = deliveries.flatMap(({ enrolmentId }) => enrolments.get(enrolmentId) ?? []);
	const leadIds = [...new Set(deliveries.map(({ leadId }) => leadId))];
	const keyOf = (name: string, version: number) => `${version} ${name}`;
	const refs = new Map(
		own.map(({ sequence: name, version }) => [keyOf(name, version), { name, version }]),
	);
	const sequences = new Map(
		(await getSequences(session, [...refs.values()])).map((one): [string, Sequence] => [
			keyOf(one.name, one.version),
			one,
		]),
	);
	const rows = await session.rows('SELECT lead_id, doc FROM lm.leads WHERE lead_id = ANY($1)', [
		leadIds,
	]);
	const leads = new Map(
		rows.map((row): [string, Lead] => [text(row.lead_id), JSON.parse(text(row.doc))]),
	);
	const since = own.reduce((first, one) => Math.min(first, toMs(one.enrolledAt) ?? 0), session.now);
	const exits = (
		await touchpoints(session, { leadIds, since, perLead: exitsPerLead, only: 'exits' })
	).map((doc): Touchpoint => JSON.parse(doc));
	const exitsOf = Map.groupBy(exits, ({ leadId = '' }) => leadId);
	const who = deliveries.flatMap(receiversOf);
	const blocked = Map.groupBy(
		await suppressed(session, who),
		({ kind, value }) => `${kind} ${value}`,
	);
	const now = await settings(session);
	return (delivery) => {
		const enrolment = enrolments.get(delivery.enrolmentId);
		return lastLook(
			delivery.channel,
			{
				enrolment,
				sequence: enrolment && sequences.get(keyOf(enrolment.sequence, enrolment.version)),
				lead: leads.get(delivery.leadId),
				touchpoints: exitsOf.get(delivery.leadId) ?? [],
				suppressions: receiversOf(delivery).flatMap(
					({ kind, value }) => blocked.get(`${kind} ${value}`) ?? [],
				),
				settings: now,
			},
			session.now,
		);
	};
}
