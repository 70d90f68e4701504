import type { Assignment, Rep } from '../assign/types';
import type { Lead, Stage } from '../lead/lead';
import type { Campaign } from './campaign';
import type { Counts } from './counts';

/** What a number is, so that it is written and drawn as such. Shares are 0…1, durations minutes, ratios 'times'. */
export type Unit = 'count' | 'share' | 'minutes' | 'money' | 'ratio' | 'text' | 'decimal';

/** One figure with what it says in plain words. */
export interface Figure {
	key: string;
	label: string;
	/** Undefined where there is nothing to compute it from. */
	value?: number;
	unit: Unit;
	/** The same in the period before. */
	before?: number;
	/** Whether more of it is good news; absent where it is neither. */
	better?: 'more' | 'less';
	sentence: string;
}

/** A column of a table. */
export interface Column {
	key: string;
	label: string;
	unit: Unit;
}

/** A table; `bar` names the column that is drawn as bars. */
export interface Table {
	key: string;
	title: string;
	columns: Column[];
	rows: Array<Record<string, string | number | undefined>>;
	bar?: string;
	/** How many rows are left out here; the data has them all. */
	note?: string;
}

/** A line over days; `before` the days of the period before. */
export interface Series {
	key: string;
	title: string;
	points: Array<{ day: string; value: number }>;
}

/** A part of the report. */
export interface Section {
	key: SectionKey;
	title: string;
	/** What it comes to, in one or two plain sentences. */
	summary: string;
	figures: Figure[];
	tables: Table[];
	series?: Series[];
}

/** Parts of the report in their order. */
export const sectionKeys = [
	'overview',
	'funnel',
	'sources',
	'campaigns',
	'spend',
	'retention',
	'response',
	'fairness',
	'reasons',
	'sequences',
	'quality',
	'vendors',
	'trends',
	'automation',
] as const;

/** A key of `sectionKeys`. */
export type SectionKey = (typeof sectionKeys)[number];

/** A stretch of time, `until` exclusive, in milliseconds since the epoch. */
export interface Span {
	since: number;
	until: number;
}

/** Sources that sell leads, and what may be returned. */
export interface Vendor {
	/** As leads name it in their field source. */
	source: string;
	/** Days after a lead came in during which it may be returned. */
	windowDays: number;
	/** Reasons for which the vendor takes leads back. */
	reasons: string[];
	/** Price of a lead that names no cost. */
	price?: number;
}

/** Everything that a report is made of. */
export interface ReportInput {
	workspace: string;
	currency: string;
	timezone: string;
	period: Span;
	/** Absent where nothing is compared. */
	previous?: Span;
	asOf: number;
	counts: Counts;
	/** Leads by stage at `asOf`. */
	byStage: Partial<Record<Stage, number>>;
	campaigns: Campaign[];
	reps: Rep[];
	vendors: Vendor[];
	/** Leads that may be returned to their vendors. */
	claims: Claim[];
	sections: readonly SectionKey[];
}

/** A lead that can be returned to its vendor. */
export interface Claim extends Pick<Lead, 'leadId' | 'source' | 'sourceId' | 'createdAt'> {
	email?: string;
	phone?: string;
	reason: string;
	reasonLabel: string;
	price: number;
	/** The last moment to claim it. */
	claimBy: string;
}

/** The report as data. */
export interface Report {
	workspace: string;
	currency: string;
	timezone: string;
	since: string;
	until: string;
	previous?: { since: string; until: string };
	madeAt: string;
	sections: Section[];
	claims: Claim[];
}

/** How an assignment ended. */
export type Ended = NonNullable<Assignment['endedBy']>;
