import type { INodeProperties } from 'n8n-workflow';
import { isStage } from '../../lib/core/lead/lifecycle';
import type { Activity, Playbook } from '../../lib/core/lead/playbook';
import type { Stage } from '../../lib/core/lead/lead';
import type { ProcessContext } from '../../lib/process/context';
import { asNumber, asText, stageOptions, titledRows, type Row } from '../shared';

/** The table of what is to be done in each stage. */
export const playbookField: INodeProperties = {
	displayName: 'Playbook',
	name: 'playbook',
	type: 'fixedCollection',
	typeOptions: titledRows('stage', 'title'),
	placeholder: 'Add Activity',
	default: {},
	description:
		'What is to be done in each stage, shown to the owner on the lead page; the first activity is the next action of leads that come into the stage. A stage named here loses its usual activities; saved for the workspace, and leads of every workflow follow it.',
	options: [
		{
			displayName: 'Activity',
			name: 'activity',
			values: [
				{
					displayName: 'In Stage',
					name: 'stage',
					type: 'options',
					noDataExpression: true,
					options: stageOptions,
					default: 'contacted',
				},
				{
					displayName: 'Activity',
					name: 'title',
					type: 'string',
					default: '',
					placeholder: 'e.g. Book a meeting or a demo',
				},
				{
					displayName: 'Due In (Hours)',
					name: 'inHours',
					type: 'number',
					typeOptions: { minValue: 0 },
					default: 24,
					description: 'Hours after the lead has come into the stage',
				},
			],
		},
	],
};

/** Keeps the activities of a panel for the workspace, where they differ from what it has; stages that it does not name keep theirs. */
export async function savePlaybook(
	context: ProcessContext,
	rows: readonly Row[],
): Promise<ProcessContext> {
	if (rows.length === 0) return context;
	const known = context.settings.playbook ?? {};
	const playbook: Playbook = { ...known, ...toPlaybook(rows) };
	if (JSON.stringify(playbook) === JSON.stringify(known)) return context;
	return { ...context, settings: await context.store.saveSettings({ playbook }) };
}

function toPlaybook(rows: readonly Row[]): Playbook {
	const found = new Map<Stage, Activity[]>();
	for (const row of rows) {
		const stage = asText(row['stage']) ?? '';
		const title = asText(row['title']);
		if (!isStage(stage) || title === undefined) continue;
		const list = found.get(stage) ?? [];
		list.push({ title, inHours: Math.max(0, asNumber(row['inHours']) ?? 0) });
		found.set(stage, list);
	}
	return Object.fromEntries(found);
}
