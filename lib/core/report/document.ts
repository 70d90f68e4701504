import type { Rep } from '../assign/types';
import type { Sequence } from '../nurture/types';
import { allowedMoves, reasons, shownStages } from '../lead/lifecycle';
import type { ProcessLog, WorkspaceSettings } from '../workspace/settings';
import { keyInWords } from '../lead/words';
import { counted } from './words';

/** A node of a workflow, as a workflow file has it. */
export interface DocumentedNode {
	workflow: string;
	name: string;
	type: string;
	parameters: Record<string, unknown>;
}

/** What the process document is made of. */
export interface DocumentInput {
	settings: WorkspaceSettings;
	reps: Rep[];
	sequences: Sequence[];
	nodes: DocumentedNode[];
	owner: string;
	reviewEveryDays: number;
	/** The buyer's step that a stage stands for. */
	buyerStages: Readonly<Record<string, string>>;
	/** Milliseconds since the epoch. */
	now: number;
	log?: ProcessLog;
	/** The owner confirms with this run that the document was looked at. */
	reviewed: boolean;
	by: string;
}

/** A part of the document: what is settled, row by row. */
export interface DocumentPart {
	key: string;
	title: string;
	summary: string;
	columns: string[];
	rows: string[][];
}

/** The running process as a document. */
export interface ProcessDocument {
	workspace: string;
	owner: string;
	madeAt: string;
	reviewedAt: string;
	reviewBy: string;
	reviewOverdue: boolean;
	parts: DocumentPart[];
	/** To be kept, so that the next document can say what changed. */
	log: ProcessLog;
}

const dayMs = 86_400_000;
/** So many changes are told. */
const longestLog = 50;

/** Describes the running process; what differs from the document before goes to the change log. */
export function documentProcess(input: DocumentInput): ProcessDocument {
	const { settings, owner, reviewEveryDays, now, log, reviewed } = input;
	const parts = [
		stagesPart(input),
		settingsPart(settings),
		repsPart(input),
		sequencesPart(input),
		nodesPart(input),
		reasonsPart(),
	];
	const next = keepLog(parts, input);
	const reviewedAt = reviewed ? iso(now) : (log?.reviewedAt ?? iso(now));
	const due = Date.parse(reviewedAt) + reviewEveryDays * dayMs;
	return {
		workspace: settings.name,
		owner,
		madeAt: iso(now),
		reviewedAt,
		reviewBy: iso(due),
		reviewOverdue: due < now,
		parts: [...parts, changesPart(next)],
		log: { ...next, reviewedAt },
	};
}

function stagesPart({ buyerStages }: DocumentInput): DocumentPart {
	return {
		key: 'stages',
		title: 'Stages',
		summary: 'Where a lead can stand, what that is for the buyer, and where it may go from there.',
		columns: ['Stage', "Buyer's step", 'May move to'],
		rows: shownStages.map((stage) => [
			keyInWords(stage),
			buyerStages[stage] ?? '',
			allowedMoves[stage].map(keyInWords).join(', '),
		]),
	};
}

function settingsPart(settings: WorkspaceSettings): DocumentPart {
	const { timezone, language, currency, defaultCountry, workingHours, holidays } = settings;
	const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
	const rows: Array<[string, string | undefined]> = [
		['Time zone', timezone],
		['Default country', defaultCountry],
		['Language', language],
		['Currency', currency],
		[
			'Working hours',
			workingHours
				.map(
					({ days: on, from, to }) => `${on.map((day) => days[day - 1]).join(' ')} ${from}–${to}`,
				)
				.join('; '),
		],
		['Holidays', holidays.join(', ')],
		['Sender', settings.from],
		['Reply to', settings.replyTo],
		['Postal address', settings.postalAddress],
		['Public address', settings.publicAddress],
		['Sending', settings.sendingPaused ? 'Paused' : 'On'],
		['Test mode', settings.testMode && `Every mail goes to ${settings.testMode.to}`],
		[
			'Learned score',
			settings.learnedScore && `Learned on ${settings.learnedScore.at.slice(0, 10)}`,
		],
	];
	return {
		key: 'settings',
		title: 'Settings',
		summary: 'What holds for the whole workspace.',
		columns: ['Setting', 'Value'],
		rows: rows.flatMap(([label, value]) => (value ? [[label, value]] : [])),
	};
}

function repsPart({ reps }: DocumentInput): DocumentPart {
	return {
		key: 'reps',
		title: 'Reps',
		summary: `${counted(reps.filter(({ active }) => active).length, 'rep')} can get leads.`,
		columns: ['Rep', 'Team', 'Weight', 'Serves', 'Limits'],
		rows: reps.map(
			({ name, team = '', weight, languages, territories, caps, active, isManager }) => [
				`${name}${isManager ? ' (manager)' : ''}${active ? '' : ' (not active)'}`,
				team,
				String(weight),
				[...languages, ...territories].join(', '),
				Object.entries({ hour: caps.perHour, day: caps.perDay, '30 days': caps.per30Days })
					.flatMap(([per, most]) => (most === undefined ? [] : [`${most} per ${per}`]))
					.join(', '),
			],
		),
	};
}

function sequencesPart({ sequences }: DocumentInput): DocumentPart {
	return {
		key: 'sequences',
		title: 'Sequences',
		summary: `${counted(sequences.length, 'sequence')}; people under way keep the version they began with.`,
		columns: ['Sequence', 'Purpose', 'Steps', 'Sent', 'Ends with'],
		rows: sequences.map(({ name, version, purpose, steps, window, exitWhen }) => [
			`${name} (version ${version})`,
			purpose,
			steps
				.map(
					({ wait, name: step, kind, stepId }) =>
						`${step || stepId} (${kind}, after ${wait.amount} ${wait.unit})`,
				)
				.join(' → '),
			`${window.from}–${window.to}`,
			exitWhen.join(', '),
		]),
	};
}

function nodesPart({ nodes }: DocumentInput): DocumentPart {
	return {
		key: 'nodes',
		title: 'Rules and thresholds',
		summary:
			nodes.length === 0
				? 'No workflow was given. Put a node that gets workflows of this n8n before the report, so that their rules and thresholds stand here.'
				: `What the ${counted(nodes.length, 'node')} of the given workflows are set to.`,
		columns: ['Workflow', 'Node', 'Set to'],
		rows: nodes.map(({ workflow, name, parameters }) => [workflow, name, told(parameters)]),
	};
}

function reasonsPart(): DocumentPart {
	return {
		key: 'reasons',
		title: 'Reasons to leave',
		summary: 'Why a lead leaves the process, and when it is looked at again.',
		columns: ['Reason', 'May come back', 'Looked at again'],
		rows: Object.values(reasons).map(({ label, recycle, revisitDays }) => [
			label,
			recycle ? 'Yes' : 'No',
			revisitDays === null ? '' : `after ${revisitDays} days`,
		]),
	};
}

function changesPart({ changes }: ProcessLog): DocumentPart {
	return {
		key: 'changes',
		title: 'Change log',
		summary: changes.length === 0 ? 'This is the first document.' : 'What changed, newest first.',
		columns: ['When', 'What', 'Noticed by'],
		rows: changes.map(({ at, what, by }) => [at.slice(0, 10), what, by]),
	};
}

/** Parts are compared row by row with what the document before said. */
function keepLog(parts: readonly DocumentPart[], { log, now, by }: DocumentInput): ProcessLog {
	const rows: ProcessLog['parts'] = Object.fromEntries(
		parts.map(({ key, rows: all }) => [key, all.map((row) => row.join(': ').slice(0, 500))]),
	);
	const before = log?.parts ?? {};
	const found = parts.flatMap(({ key, title }) => {
		const old = before[key];
		if (log === undefined || old === undefined) return [];
		const gone = old
			.filter((row) => !rows[key]?.includes(row))
			.map((row) => `${title}: no more ‘${row}’`);
		const come = (rows[key] ?? [])
			.filter((row) => !old.includes(row))
			.map((row) => `${title}: now ‘${row}’`);
		return [...gone, ...come];
	});
	const changes = found.map((what) => ({ at: iso(now), what, by }));
	return { parts: rows, changes: [...changes, ...(log?.changes ?? [])].slice(0, longestLog) };
}

/** Parameters in words: 'hotFrom 80, warmFrom 50'; long texts are cut, nothing secret is in parameters. */
function told(value: unknown, depth = 0): string {
	if (Array.isArray(value)) return value.map((one) => told(one, depth + 1)).join('; ');
	if (typeof value !== 'object' || value === null) return String(value).slice(0, 120);
	const parts = Object.entries(value)
		.filter(([key, one]) => one !== '' && one !== null && key !== 'docsNotice')
		.map(
			([key, one]) =>
				`${key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)} ${told(one, depth + 1)}`,
		);
	return depth === 0 ? parts.join(', ') : `(${parts.join(', ')})`;
}

function iso(at: number): string {
	return new Date(at).toISOString();
}
