import type { Lead, Stage, StageMove } from './lead';

/** The moves that are allowed by hand or by the process; any live stage may also be merged or erased. */
export const allowedMoves: Readonly<Record<Stage, readonly Stage[]>> = {
	target: ['new', 'junk', 'erased'],
	new: ['filtered', 'junk', 'merged'],
	filtered: ['assigned', 'nurturing', 'bad', 'disqualified'],
	assigned: ['contacted', 'assigned', 'nurturing', 'disqualified'],
	contacted: ['qualified', 'tracking', 'nurturing', 'disqualified'],
	tracking: ['qualified', 'nurturing', 'contacted'],
	nurturing: ['assigned', 'qualified', 'bad', 'disqualified'],
	qualified: ['opportunity', 'keptAccount', 'nurturing', 'disqualified'],
	opportunity: ['customer', 'nurturing', 'disqualified'],
	customer: ['nurturing', 'keptAccount'],
	keptAccount: ['qualified', 'nurturing'],
	bad: ['nurturing', 'junk', 'filtered'],
	disqualified: ['filtered', 'junk'],
	junk: ['filtered', 'erased'],
	merged: [],
	erased: [],
};

/** Every stage in the order of a lead's life. */
export const stages = Object.keys(allowedMoves).filter(isStage);

/** Stages in which a lead is worked on: it can be merged, erased, scored, assigned. */
export const liveStages: readonly Stage[] = stages.filter(
	(stage) => !['merged', 'erased', 'junk'].includes(stage),
);

/** Stages that people see and choose: a lead that is merged or erased is no record of its own any more. */
export const shownStages: readonly Stage[] = stages.filter(
	(stage) => stage !== 'merged' && stage !== 'erased',
);

/** Stages of leads that left the process for a reason; reopening takes them back. */
export const closedStages: readonly Stage[] = ['bad', 'disqualified', 'junk'];

/** The way from a new lead to a customer. */
export const wayToCustomer: readonly Stage[] = [
	'new',
	'filtered',
	'assigned',
	'contacted',
	'qualified',
	'opportunity',
	'customer',
];

/** Why a lead left the process. `recycle` says whether it may come back, `revisitDays` when to look again. */
export const reasons = {
	unableToReach: { label: 'Unable to reach', recycle: true, revisitDays: 60 },
	inaccurateData: { label: 'Inaccurate data', recycle: true, revisitDays: 30 },
	noInterest: { label: 'No interest', recycle: true, revisitDays: 180 },
	noBudget: { label: 'No budget', recycle: true, revisitDays: 120 },
	noAuthority: { label: 'No authority', recycle: true, revisitDays: 90 },
	noNeed: { label: 'No need', recycle: true, revisitDays: 180 },
	noFit: { label: 'No fit', recycle: true, revisitDays: 365 },
	badTiming: { label: 'Bad timing', recycle: true, revisitDays: 90 },
	outOfArea: { label: 'Out of area', recycle: false, revisitDays: null },
	outOfTargetMarket: { label: 'Out of target market', recycle: false, revisitDays: null },
	wrongLanguage: { label: 'Wrong language', recycle: false, revisitDays: null },
	existingCustomer: { label: 'Existing customer', recycle: true, revisitDays: 180 },
	competitor: { label: 'Competitor', recycle: false, revisitDays: null },
	studentOrResearch: { label: 'Student or research', recycle: false, revisitDays: null },
	jobSeeker: { label: 'Job seeker', recycle: false, revisitDays: null },
	vendorOrAgent: { label: 'Vendor or agent', recycle: false, revisitDays: null },
	duplicate: { label: 'Duplicate', recycle: false, revisitDays: null },
	spamOrBot: { label: 'Spam or bot', recycle: false, revisitDays: null },
	fakeIdentity: { label: 'Fake identity', recycle: false, revisitDays: null },
	testRecord: { label: 'Test record', recycle: false, revisitDays: null },
	didNotRequest: { label: 'Did not request contact', recycle: false, revisitDays: null },
	legalBlock: { label: 'Legal block', recycle: false, revisitDays: null },
	optedOut: { label: 'Opted out', recycle: false, revisitDays: null },
	lostToCompetitor: { label: 'Lost to competitor', recycle: true, revisitDays: 365 },
} as const satisfies Record<
	string,
	{ label: string; recycle: boolean; revisitDays: number | null }
>;

/** A key of `reasons`. */
export type Reason = keyof typeof reasons;

/** Whether a text names a stage. */
export function isStage(text: string): text is Stage {
	return Object.hasOwn(allowedMoves, text);
}

/** Whether a text names a reason. */
export function isReason(text: string): text is Reason {
	return Object.hasOwn(reasons, text);
}

/** A wish to move a lead; `at` is milliseconds since the epoch. */
export interface MoveRequest {
	to: Stage;
	reason?: string;
	note?: string;
	by: string;
	at: number;
	/** No reason is asked for: of a stage on the way to another one that has it, and of a lead that comes back and never had one. */
	withoutReason?: boolean;
}

/** What became of the wish: the lead as it is afterwards, or why it may not move and where it could go. */
export type MoveResult =
	| { kind: 'moved'; lead: Lead }
	| { kind: 'unchanged'; lead: Lead }
	| { kind: 'refused'; message: string; allowed: readonly Stage[] };

/**
 * Moves a lead to another stage and appends the move to its history; the lead passed in is not changed.
 * A reason is mandatory for bad, disqualified and junk, and for reopening from them; reopening keeps the old reason in the history.
 */
export function moveStage(lead: Lead, wish: MoveRequest): MoveResult {
	if (lead.stage === wish.to && wish.to !== 'assigned') return { kind: 'unchanged', lead };
	const allowed = movesFrom(lead.stage);
	if (!allowed.includes(wish.to)) return refuse(lead.stage, wish.to, allowed);
	if (needsReason(lead.stage, wish.to) && !wish.reason && wish.withoutReason !== true) {
		return {
			kind: 'refused',
			message: `Moving from '${lead.stage}' to '${wish.to}' needs a reason. Choose one from the list of reasons.`,
			allowed,
		};
	}
	const move: StageMove = {
		from: lead.stage,
		to: wish.to,
		...(wish.reason ? { reason: wish.reason } : {}),
		...(wish.note ? { note: wish.note } : {}),
		by: wish.by,
		at: new Date(wish.at).toISOString(),
	};
	const { stageReason: _old, ...rest } = lead;
	return {
		kind: 'moved',
		lead: {
			...rest,
			stage: wish.to,
			...(wish.reason ? { stageReason: wish.reason } : {}),
			stageHistory: [...lead.stageHistory, move],
		},
	};
}

/** Where a lead in this stage may go, merging and erasing included. */
export function movesFrom(stage: Stage): readonly Stage[] {
	const listed = allowedMoves[stage];
	const always: Stage[] = liveStages.includes(stage) ? ['merged', 'erased'] : [];
	return [...new Set([...listed, ...always])];
}

function needsReason(from: Stage, to: Stage): boolean {
	return closedStages.includes(to) || (closedStages.includes(from) && to === 'filtered');
}

function refuse(from: Stage, to: Stage, allowed: readonly Stage[]): MoveResult {
	const where =
		allowed.length > 0 ? `It can go to: ${allowed.join(', ')}.` : 'This stage is final.';
	return {
		kind: 'refused',
		message: `A lead in stage '${from}' cannot move to '${to}'. ${where}`,
		allowed,
	};
}
