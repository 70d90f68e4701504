import { describe, expect, it } from '@jest/globals';
import { activitiesOf, defaultPlaybook } from '../../../lib/core/lead/playbook';
import { aLead } from '../../store/fixtures';

const since = '2026-03-02T10:00:00.000Z';
const lead = aLead('L1', {
	stage: 'contacted',
	stageHistory: [{ from: 'assigned', to: 'contacted', by: 'x', at: since }],
});

describe('activities of a stage', () => {
	it('are due so many hours after the lead came into it', () => {
		const [first] = activitiesOf(lead);
		expect(first).toMatchObject({
			title: defaultPlaybook.contacted?.[0]?.title,
			dueAt: '2026-03-04T10:00:00.000Z',
		});
	});

	it("are the workspace's own where it has some for the stage, even none", () => {
		const own = { contacted: [{ title: 'Send the brochure', inHours: 1 }] };
		expect(activitiesOf(lead, own).map(({ title }) => title)).toEqual(['Send the brochure']);
		expect(activitiesOf(lead, { contacted: [] })).toEqual([]);
		expect(activitiesOf({ ...lead, stage: 'qualified' }, own)).not.toEqual([]);
	});

	it('begin anew when the lead comes into the stage again', () => {
		const again = aLead('L1', {
			stage: 'contacted',
			stageHistory: [
				...lead.stageHistory,
				{ from: 'tracking', to: 'contacted', by: 'x', at: '2026-04-02T10:00:00.000Z' },
			],
		});
		expect(activitiesOf(again)[0]?.key).not.toBe(activitiesOf(lead)[0]?.key);
	});
});
