import { expect, test } from '@jest/globals';
import { readRow } from '../../../lib/core/capture/table/row';
import { mapHeaders } from '../../../lib/core/capture/headers/map';
import { capture } from '../../../lib/process/capture/capture';
import { receive } from '../../../lib/process/capture/receive';
import { openContext } from '../../../lib/process/stores';
import { useStore } from '../../nodes/store';

useStore('2026-03-02T10:00:00.000Z');

async function post(payload: object) {
	const context = await openContext('Main', 'test');
	const { outcomes } = await receive(context, {
		payload,
		meta: {},
		source: 'webhook:lead/main/website',
		read: {},
		capture: {},
	});
	const lead = outcomes[0]?.lead;
	if (lead === undefined) throw new Error('No lead was made.');
	return lead;
}

async function given(leadId: string) {
	const { store } = await openContext('Main', 'test');
	const touches = await store.touchpoints({ leadIds: [leadId], perLead: 100 });
	return touches.filter(({ type }) => type === 'referral.given');
}

test('every lead has a short code of its own, and who comes by it was recommended by that lead', async () => {
	const ann = await post({ email: 'ann@example.com', name: 'Ann Example' });
	expect(ann.referralCode).toMatch(/^[0-9A-Z]{8}$/u);
	const ben = await post({
		email: 'ben@example.com',
		page_url: `https://www.example.com/welcome?ref=${ann.referralCode}`,
	});
	expect(ben.referredBy).toBe(ann.referralCode);
	expect(ben.referralCode).not.toBe(ann.referralCode);
	expect(await given(ann.leadId)).toHaveLength(1);
	// A code that was read out, and once more the same person: nothing is given twice.
	const written = (ann.referralCode ?? '').toLowerCase().replace(/^..../u, '$& ');
	const cleo = await post({ email: 'cleo@example.com', 'Referral code': written });
	expect(cleo.referredBy).toBe(ann.referralCode);
	await post({ email: 'cleo@example.com', 'Referral code': written, message: 'Me again' });
	expect(await given(ann.leadId)).toHaveLength(2);
});

test('links that were sent before leads had codes carry the id', async () => {
	const ann = await post({ email: 'ann@example.com' });
	const ben = await post({
		email: 'ben@example.com',
		page_url: `https://x.example/?ref=${ann.leadId}`,
	});
	expect(ben.referredBy).toBe(ann.referralCode);
	expect(await given(ann.leadId)).toHaveLength(1);
});

test('nobody recommends themselves, and a code that nobody has stays as it was given', async () => {
	const ann = await post({ email: 'ann@example.com' });
	const again = await post({
		email: 'ann@example.com',
		'Referral code': ann.referralCode,
		message: 'x',
	});
	expect([again.referredBy, again.referralCode]).toEqual([undefined, ann.referralCode]);
	const ben = await post({ email: 'ben@example.com', 'Referral code': 'SUMMER-26' });
	expect([ben.referredBy, ben.referralCode === 'SUMMER-26']).toEqual(['SUMMER-26', false]);
	const cleo = await post({
		email: 'cleo@example.com',
		referred_by: 'My aunt',
		'Referral code': ann.referralCode,
	});
	expect([cleo.referredBy, cleo.extra]).toMatchObject([
		ann.referralCode,
		{ 'Referred by': 'My aunt' },
	]);
	expect(await given(ann.leadId)).toHaveLength(1);
});

test('a table that says who recommended whom has the leads’ own codes; one that is taken is not given twice', async () => {
	const ann = await post({ email: 'ann@example.com' });
	const columns = mapHeaders(['Email', 'Referral code', 'Referred by'], []);
	const context = await openContext('Main', 'test');
	const rows = [
		['ben@example.com', 'BEN00001', ''],
		['cleo@example.com', ann.referralCode ?? '', 'BEN00001'],
	].map((cells) => readRow(cells, columns, { receivedAt: context.now }, { trusted: true }));
	const outcomes = await capture(
		context,
		rows.map(({ submission }) => ({ submission })),
		{ importBatch: 'B1' },
	);
	const [ben, cleo] = outcomes.map(({ lead }) => lead);
	expect([ben?.referralCode, ben?.referredBy]).toEqual(['BEN00001', undefined]);
	expect(cleo?.referredBy).toBe('BEN00001');
	expect(cleo?.referralCode).toMatch(/^[0-9A-Z]{8}$/u);
	expect(cleo?.referralCode).not.toBe(ann.referralCode);
	const dora = await post({ email: 'dora@example.com', 'Referral code': 'ben00001' });
	expect(dora.referredBy).toBe('BEN00001');
	expect(await given(ben?.leadId ?? '')).toHaveLength(1);
});
