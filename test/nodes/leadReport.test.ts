import { describe, expect, it } from '@jest/globals';
import { LeadReport } from '../../nodes/LeadReport/LeadReport.node';
import { runNode } from '../../scripts/engine/node';
import { given, useStore } from './store';

describe('Lead Report', () => {
	const clock = useStore('2026-03-05T09:00:00.000Z');
	const run = async (parameters: Parameters<typeof runNode>[0]['parameters'], items?: object[]) =>
		await runNode({
			type: new LeadReport(),
			...(parameters && { parameters }),
			...(items && { items: items.map((json) => ({ json: { ...json } })) }),
		});
	const junk = {
		leadId: 'L1',
		email: 'ann@example.com',
		source: 'Example Leads',
		sourceId: '=1+1',
		stage: 'junk' as const,
		stageReason: 'spamOrBot',
	};

	it('gives data, a page and a mail untouched', async () => {
		await given([junk]);
		const { outputs, error } = await run({});
		expect(error).toBeUndefined();
		const [item] = outputs['Report'] ?? [];
		expect(item?.json).toMatchObject({
			workspace: 'Main',
			since: '2026-02-27T00:00:00.000Z',
			subject: expect.stringContaining('1 lead came in'),
			mailHtml: expect.stringContaining('<table'),
		});
		expect(item?.json['sections']).toHaveLength(14);
		expect(item?.binary?.['report']).toMatchObject({
			mimeType: 'text/html',
			fileExtension: 'html',
		});
	});

	it('makes a file of claims that no spreadsheet program takes for formulas', async () => {
		await given([junk]);
		const vendors = {
			vendor: [{ source: 'Example Leads', windowDays: 10, reasons: ['spamOrBot'], price: 25 }],
		};
		const { outputs } = await run({ vendors, format: 'data', sections: ['vendors'] });
		const [item] = outputs['Report'] ?? [];
		expect(item?.binary).not.toHaveProperty('report');
		const csv = Buffer.from(item?.binary?.['claims']?.data ?? '', 'base64').toString();
		expect(csv.split('\r\n')[1]).toBe(
			"Example Leads,'=1+1,L1,2026-03-05T09:00:00.000Z,ann@example.com,,Spam or bot,25,2026-03-15T09:00:00.000Z",
		);
	});

	it('says what is wrong with a day or a campaign', async () => {
		const { error } = await run({ period: 'custom', from: 'soon', to: '2026-03-01' });
		expect(error).toEqual({
			message: "'First Day' is 'soon', which is no day",
			description: 'Write days as YYYY-MM-DD, e.g. 2026-03-31.',
		});
	});

	it('writes down the process, says what changed, and warns when the review is overdue', async () => {
		await given([junk]);
		const operation = 'processDocument';
		const first = await run({ operation, processOwner: 'Head of Sales', reviewed: true });
		expect(first.hints).toEqual([]);
		expect(first.outputs['Document']?.[0]?.json).toMatchObject({
			owner: 'Head of Sales',
			reviewBy: '2026-06-03T09:00:00.000Z',
			reviewOverdue: false,
		});
		clock.set('2026-07-01T09:00:00.000Z');
		const workflow = {
			name: 'Leads',
			nodes: [
				{
					name: 'Score',
					type: 'n8n-nodes-lead-management.score',
					parameters: { hotFrom: 85, warmFrom: 50 },
				},
				{ name: 'Other', type: 'n8n-nodes-base.code', parameters: { jsCode: 'secret' } },
			],
		};
		const { outputs, hints } = await run({ operation }, [workflow]);
		const text = JSON.stringify(outputs['Document']?.[0]?.json);
		expect(text).toContain('hot from 85');
		expect(text).toContain('Rules and thresholds: now');
		expect(text).not.toContain('secret');
		expect(hints[0]).toContain('was due on 2026-06-03');
	});
});
