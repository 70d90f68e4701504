/** Working hours, zones and days: whole-number arithmetic over cached offsets, equal to luxon and much faster. */
export {
	addBusinessMinutes,
	businessMinutesBetween,
	isWorkingTime,
	nextInterval,
	type Interval,
} from './business';
export {
	businessCalendar,
	checkHours,
	parseClock,
	type BusinessCalendar,
	type OpenSpan,
} from './hours';
export { countryZones, leadZones, type LeadZones } from './leadZones';
export {
	dayMs,
	dayOf,
	formatDay,
	localTime,
	minuteMs,
	parseDay,
	toInstant,
	toLocal,
	weekdayOf,
} from './local';
export { addBusinessDays, addDays, isBusinessDay } from './shift';
export { nextSlot } from './slot';
export { findZone, utc, type Zone } from './zone';
