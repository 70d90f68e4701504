import { describe, expect, it } from '@jest/globals';
import { normaliseSubmissions } from '../../../lib/core/capture/normalise';
import { fetchingOf } from '../../../lib/core/capture/presets/fetching';

const secrets = { accessToken: 'token', signingSecret: '' };

describe('fields that are fetched', () => {
	it('are asked for with the token in a header, never in the address', () => {
		for (const preset of ['metaLeadAds', 'linkedIn']) {
			const request = fetchingOf(preset)?.request('urn:li:leadGenFormResponse:1-4', secrets);
			expect(request?.headers['authorization']).toBe('Bearer token');
			expect(JSON.stringify([request?.url, request?.query])).not.toContain('token');
		}
	});

	it("cannot lead to another address by the lead's id", () => {
		const url = fetchingOf('metaLeadAds')?.request('../me?x=1#', secrets).url ?? '';
		expect(new URL(url).pathname).toBe('/..%2Fme%3Fx%3D1%23');
	});

	it('of LinkedIn are named by their questions', () => {
		const id = 'urn:li:leadGenFormResponse:1a2b-4';
		const text = (questionId: number, answer: string) => ({
			questionId,
			answerDetails: { textQuestionAnswer: { answer } },
		});
		const body = fetchingOf('linkedIn')?.read(
			{
				id: '1a2b-4',
				submittedAt: 1_772_445_590_000,
				testLead: false,
				formResponse: {
					answers: [text(1, 'Lin'), text(2, 'Ked'), text(3, 'lin@example.com'), text(4, '50')],
				},
				form: {
					content: {
						questions: [
							{ questionId: 1, predefinedField: 'FIRST_NAME' },
							{ questionId: 2, predefinedField: 'LAST_NAME' },
							{ questionId: 3, predefinedField: 'EMAIL' },
							{ questionId: 4, question: { localized: { en_US: 'How many seats?' } } },
						],
					},
				},
			},
			id,
		);
		const [read] = normaliseSubmissions(body, { receivedAt: 0 }, { preset: 'linkedIn' });
		expect(read).toMatchObject({
			kind: 'lead',
			sourceId: id,
			fields: {
				firstName: 'Lin',
				lastName: 'Ked',
				email: 'lin@example.com',
				extra: { 'How many seats?': '50' },
			},
		});
	});

	it('that an answer does not hold stay missing, and the provider is quoted', () => {
		const linkedIn = fetchingOf('linkedIn');
		expect(linkedIn?.read({ status: 403 }, '1')).toBeUndefined();
		expect(linkedIn?.explain(403, { message: 'Not enough permissions.' })).toBe(
			"LinkedIn says: Not enough permissions. The access token needs 'r_marketing_leadgen_automation' and a role on the ad account or page.",
		);
		expect(fetchingOf('typeform')).toBeUndefined();
	});
});
