import { stageSince } from './dueMoves';
import type { Lead, Stage, Timestamp } from './lead';

/** One thing that is to be done with a lead in a stage. */
export interface Activity {
	/** In words, as an instruction to the owner, e.g. 'Call and find out the need'. */
	title: string;
	/** Hours from the lead's coming into the stage until it is due. */
	inHours: number;
}

/** What is to be done in each stage, in order; the first activity that is open is the suggested next action. */
export type Playbook = Partial<Record<Stage, readonly Activity[]>>;

/** What is to be done unless the workspace says otherwise. */
export const defaultPlaybook: Playbook = {
	filtered: [{ title: 'Assign the lead to an owner', inHours: 4 }],
	assigned: [
		{ title: 'Read what the lead asked for and did', inHours: 0 },
		{ title: 'Call the lead', inHours: 1 },
		{ title: 'Write an e-mail if nobody answers', inHours: 4 },
	],
	contacted: [
		{ title: 'Find out need, budget, timeline and who decides', inHours: 48 },
		{ title: 'Book a meeting or a demo', inHours: 72 },
	],
	tracking: [{ title: 'Send something useful and ask again', inHours: 168 }],
	nurturing: [{ title: 'Look whether the lead has become active again', inHours: 336 }],
	qualified: [
		{ title: 'Send the offer', inHours: 24 },
		{ title: 'Convert to an opportunity', inHours: 72 },
	],
	opportunity: [
		{ title: 'Ask what they think of the offer', inHours: 72 },
		{ title: 'Agree on the next step and its date', inHours: 120 },
	],
	customer: [
		{ title: 'Say thank you and hand over to service', inHours: 24 },
		{ title: 'Ask for a recommendation', inHours: 720 },
	],
	keptAccount: [{ title: 'Ask how things are going', inHours: 720 }],
};

/** An activity of the stage that a lead is in. */
export interface LinkedActivity extends Activity {
	/** The same for this lead, stage and activity, each time the lead comes into the stage. */
	key: string;
	dueAt: Timestamp;
}

/**
 * The activities of the stage that a lead is in, in their order; a stage that the workspace's own playbook does not name has the
 * usual ones.
 */
export function activitiesOf(lead: Lead, own: Playbook = {}): LinkedActivity[] {
	const since = stageSince(lead);
	const list = own[lead.stage] ?? defaultPlaybook[lead.stage] ?? [];
	return list.map(({ title, inHours }) => ({
		title,
		inHours,
		key: `${lead.leadId}:${lead.stage}:${since}:${title}`,
		dueAt: new Date(since + inHours * 3_600_000).toISOString(),
	}));
}

/**
 * The next action of a lead that has just come into its stage: the stage's first activity, unless something else was agreed on,
 * e.g. to call back; what only belonged to the stage before is over.
 *
 * @param before the lead before the move
 */
export function nextStep(
	before: Lead,
	after: Lead,
	own: Playbook = {},
): Pick<Lead, 'nextAction' | 'nextActionAt'> {
	const { nextAction } = before;
	const isOwn =
		nextAction === undefined || activitiesOf(before, own).some(({ title }) => title === nextAction);
	if (!isOwn || before.stage === after.stage) return {};
	const [first] = activitiesOf(after, own);
	return { nextAction: first?.title, nextActionAt: first?.dueAt };
}
