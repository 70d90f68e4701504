import { asText, at, isObject } from '../read/clean';
import { idOf, named, when, without } from './parts';
import type { Frame, Preset } from './preset';

/** Calendly, in its old and new nesting. */
export const calendly: Preset = {
	key: 'calendly',
	label: 'Calendly',
	is: (body) => /^invitee/u.test(asText(body['event']) ?? '') && isObject(body['payload']),
	read: (body) => {
		const payload = at(body, 'payload');
		const invitee = at(payload, 'invitee') ?? payload;
		const tracking = at(payload, 'tracking');
		const scheduled = at(payload, 'scheduled_event') ?? at(payload, 'event');
		const frame: Frame = {
			body: isObject(invitee)
				? without(invitee, ['scheduled_event', 'event', 'tracking', 'uri'])
				: {},
			also: {
				...(isObject(tracking) ? tracking : {}),
				...(asText(at(scheduled, 'start_time'))
					? { meetingAt: at(scheduled, 'start_time') ?? null }
					: {}),
				...(invitee === payload ? {} : { questions: at(payload, 'questions_and_answers') ?? null }),
			},
			...idOf(at(invitee, 'uri') ?? at(invitee, 'uuid')),
			...when(at(invitee, 'created_at') ?? body['created_at']),
			...named(at(scheduled, 'name') ?? at(payload, 'event_type', 'name')),
			touchType: 'meeting.booked',
		};
		return /cancel/u.test(asText(body['event']) ?? '')
			? [{ ...frame, notALead: 'The meeting was cancelled' }]
			: [frame];
	},
};

/** Cal.com and other calendars that say who booked under `attendees`. */
export const calCom: Preset = {
	key: 'calCom',
	label: 'Cal.com',
	is: (body) => /^BOOKING_|^MEETING_/u.test(asText(body['triggerEvent']) ?? ''),
	read: (body) => {
		const payload = at(body, 'payload');
		const frame: Frame = {
			body: {
				attendee: at(payload, 'attendees', '0') ?? {},
				responses: at(payload, 'responses') ?? {},
			},
			...idOf(at(payload, 'uid') ?? at(payload, 'bookingId')),
			...when(body['createdAt']),
			...named(at(payload, 'title')),
			touchType: 'meeting.booked',
		};
		return /CREATED|REQUESTED|PAID/u.test(asText(body['triggerEvent']) ?? '')
			? [frame]
			: [{ ...frame, notALead: 'This calendar event is no new booking' }];
	},
};
