import { exitsPerLead } from '../../../../core/nurture/exits';
import { lastLook, type TakenBack } from '../../../../core/nurture/lastLook';
import type { Delivery, Enrolment, Sequence } from '../../../../core/nurture/types';
import { toMs } from '../../../rows/instants';
import { receiversOf } from '../../../rules/suppression';
import { text } from '../../rows';
import type { Session } from '../../session';
import { settings } from '../settings';
import { touchpoints } from '../touchpoints';
import { getSequences } from './sequences';
import { suppressed } from './suppression';

/** The last look before the final dot, for the messages of one request: after it nothing can be taken back. */
export function gate(session: Session): (delivery: Delivery) => TakenBack | undefined {
	const sequences = new Map<string, Sequence | undefined>();
	const sequenceOf = ({ sequence: name, version }: Enrolment) => {
		const key = `${version} ${name}`;
		if (!sequences.has(key)) sequences.set(key, getSequences(session, [{ name, version }])[0]);
		return sequences.get(key);
	};
	let kept: ReturnType<typeof settings> | undefined;
	const find = (sql: string, id: string) => {
		const row = session.sql(sql).get(id);
		return row === undefined ? undefined : text(row.doc);
	};
	return (delivery) => {
		const { leadId, enrolmentId, channel } = delivery;
		const found = find('SELECT doc FROM enrolments WHERE enrolment_id = ?', enrolmentId);
		const enrolment: Enrolment | undefined = found && JSON.parse(found);
		const lead = find('SELECT doc FROM leads WHERE lead_id = ?', leadId);
		const since = toMs(enrolment?.enrolledAt) ?? 0;
		return lastLook(
			channel,
			{
				enrolment,
				sequence: enrolment && sequenceOf(enrolment),
				lead: lead && JSON.parse(lead),
				touchpoints: touchpoints(session, {
					leadIds: [leadId],
					since,
					perLead: exitsPerLead,
					only: 'exits',
				}).map((doc) => JSON.parse(doc)),
				suppressions: suppressed(session, receiversOf(delivery)),
				settings: (kept ??= settings(session)),
			},
			session.now,
		);
	};
}
