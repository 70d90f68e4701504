import {
	addBusinessDays,
	addDays,
	businessCalendar,
	leadZones,
	minuteMs,
	nextSlot,
	findZone,
	utc,
	type BusinessCalendar,
	type Zone,
} from '../calendar';
import type { Lead } from '../lead/lead';
import type { WorkspaceSettings } from '../workspace/settings';
import { messageKinds } from './sequence';
import type { Enrolment, SendWindow, Sequence, Step, Wait } from './types';

/** Works out when steps are due, for one workspace; made once per run, keeps the calendars it has compiled. */
export interface Planner {
	/** The zone to count a lead's days in: its own, the first of its country's, or the sender's. */
	zoneOf(lead: Lead): Zone;
	/** The first moment from `at` on that the window allows for this lead. */
	slot(at: number, window: SendWindow, lead: Lead): number;
	/** So long after `at`, on the lead's clock: days keep the hour of the day over a change of clocks. */
	after(at: number, wait: Wait, lead: Lead): number;
	/** When a step is due whose predecessor happened at `at`. */
	due(at: number, step: Step, sequence: Sequence, lead: Lead): number;
	/** The enrolment as it is after its current step was done or passed over at `at`. */
	next(enrolment: Enrolment, sequence: Sequence, lead: Lead, at: number, goTo?: string): Enrolment;
}

/** A planner by the workspace's zone, business days and holidays. */
export function planner(
	settings: Pick<WorkspaceSettings, 'timezone' | 'workingHours' | 'holidays'>,
): Planner {
	const sender = findZone(settings.timezone) ?? utc;
	const compiled = new Map<string, BusinessCalendar>();
	const calendar = (window: SendWindow, zone: Zone) => {
		const key = `${zone.name} ${window.from} ${window.to} ${window.days.join()}`;
		const known = compiled.get(key) ?? businessCalendar([window], zone, settings.holidays);
		compiled.set(key, known);
		return known;
	};
	const zonesOf = (lead: Lead) => leadZones(lead, sender).zones;
	const zoneOf = (lead: Lead) => zonesOf(lead)[0] ?? sender;
	const businessDays = (zone: Zone) =>
		businessCalendar(settings.workingHours, zone, settings.holidays);

	const plan: Planner = {
		zoneOf,
		slot(at, window, lead) {
			const everywhere = zonesOf(lead).map((zone) => calendar(window, zone));
			// Hours that never meet across a wide country: the sender's own decide.
			return nextSlot(at, everywhere) ?? nextSlot(at, [calendar(window, sender)]) ?? at;
		},
		after(at, { amount, unit }, lead) {
			switch (unit) {
				case 'minutes':
					return at + amount * minuteMs;
				case 'hours':
					return at + amount * 60 * minuteMs;
				case 'days':
					return addDays(at, amount, zoneOf(lead));
				case 'weeks':
					return addDays(at, amount * 7, zoneOf(lead));
				case 'businessDays':
					return addBusinessDays(at, amount, businessDays(zoneOf(lead)));
			}
		},
		due(at, step, sequence, lead) {
			const due = plan.after(at, step.wait, lead);
			const windowed = messageKinds.includes(step.kind) && step.anyTime !== true;
			return windowed ? plan.slot(due, sequence.window, lead) : due;
		},
		next(enrolment, sequence, lead, at, goTo) {
			const { heldReason: _held, ...rest } = enrolment;
			const done: Enrolment = { ...rest, state: 'active', lastStepAt: new Date(at).toISOString() };
			const current = sequence.steps[enrolment.stepIndex];
			if (current?.repeatWeeks !== undefined && goTo === undefined) {
				const again = addDays(at, 7 * current.repeatWeeks, zoneOf(lead));
				const dueAt = messageKinds.includes(current.kind)
					? plan.slot(again, sequence.window, lead)
					: again;
				return { ...done, repeat: enrolment.repeat + 1, dueAt: new Date(dueAt).toISOString() };
			}
			const stepIndex = targetOf(sequence, enrolment.stepIndex, goTo);
			const step = sequence.steps[stepIndex];
			if (step === undefined) return { ...done, stepIndex, repeat: 0, state: 'finished' };
			const dueAt = new Date(plan.due(at, step, sequence, lead)).toISOString();
			return { ...done, stepIndex, repeat: 0, dueAt };
		},
	};
	return plan;
}

/** Index of the step to go to: the named one, 'end', or simply the next. */
function targetOf(sequence: Sequence, index: number, goTo: string | undefined): number {
	if (goTo === undefined) return index + 1;
	if (goTo === 'end') return sequence.steps.length;
	const target = sequence.steps.findIndex(({ stepId }) => stepId === goTo);
	return target > index ? target : index + 1;
}
