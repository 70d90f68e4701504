import { expect, test } from '@jest/globals';
import type { Touchpoint } from '../../../lib/core/lead/touchpoint';
import { faultStage } from './faultStage';
import { aLead, monday } from './kit';

const stage = faultStage();
const { leadId } = aLead(0);

function touch(type: string, minute: number): Touchpoint {
	const at = new Date(monday + minute * 60_000).toISOString();
	return {
		touchId: `${type} ${minute}`,
		leadId,
		type,
		actor: { kind: 'human', confidence: 1 },
		occurredAt: at,
		receivedAt: at,
		source: 'test',
		sourceId: `${type} ${minute}`,
	};
}

test.each([0, 200, 1_000])('who replied gets no mail, also after %i page views', async (views) => {
	await stage.enrolled(1);
	await stage.place.store.recordTouchpoints([
		touch('email.reply', 1),
		...Array.from({ length: views }, (_, index) => touch('web.pageView', 2 + index)),
	]);
	stage.clock.now += 86_400_000;
	expect(await stage.run()).toMatchObject([{ result: 'finished', reason: 'reply' }]);
	expect(stage.server.received).toEqual([]);
});
