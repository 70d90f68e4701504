import { reasons } from '../../../lib/core/lead/lifecycle';
import { packKeys } from '../../../lib/core/packs/types';

const text = { type: 'string', minLength: 1 };
const key = { type: 'string', pattern: '^[a-z][A-Za-z0-9]*$' };
const list = (items: object, minItems = 1) => ({ type: 'array', items, minItems });
const record = (properties: Record<string, object>, optional: string[] = []) => ({
	type: 'object',
	properties,
	required: Object.keys(properties).filter((name) => !optional.includes(name)),
	additionalProperties: false,
});
const minutes = { type: 'integer', minimum: 1, maximum: 1440 };
const value = { type: ['string', 'number'] };
const condition = { field: text, operator: text, value, to: value };

/** What a pack has to be, as a JSON schema. */
export const packSchema = record(
	{
		key: { enum: packKeys },
		label: text,
		description: { type: 'string', minLength: 20, maxLength: 120 },
		fields: list(
			record(
				{
					key,
					label: text,
					type: { enum: ['text', 'number', 'money', 'date', 'choice'] },
					choices: list(text, 2),
					aliases: list(text),
					percent: record({ part: key, whole: key }),
				},
				['choices', 'aliases', 'percent'],
			),
		),
		filter: record(
			{
				profiles: list(
					record({
						name: text,
						criteria: list(
							record(
								{
									...condition,
									weight: { type: 'integer', minimum: 1, maximum: 10 },
									importance: { enum: ['counts', 'mustHave', 'knockOut', 'review'] },
								},
								['value', 'to', 'weight', 'importance'],
							),
							3,
						),
					}),
				),
				categories: list(record({ ...condition, category: text }, ['value', 'to'])),
				idealFrom: { type: 'number' },
				possibleFrom: { type: 'number' },
				unknown: { enum: ['leaveOpen', 'miss'] },
			},
			['idealFrom', 'possibleFrom', 'unknown'],
		),
		score: list({ type: 'object', required: ['kind', 'name', 'points'] }),
		reasons: list({ enum: Object.keys(reasons) }, 4),
		returns: record({
			withinDays: { type: 'integer', minimum: 1, maximum: 90 },
			reasons: list(record({ reason: { enum: Object.keys(reasons) }, evidence: text })),
		}),
		sequence: record({ name: text, steps: list({ type: 'object' }, 3) }),
		contact: record(
			{
				answerWithinMinutes: minutes,
				acceptWithinMinutes: minutes,
				callAttempts: record({
					most: { type: 'integer', minimum: 1, maximum: 10 },
					days: { type: 'integer', minimum: 1, maximum: 60 },
				}),
				notInSubject: list(text),
			},
			['notInSubject'],
		),
		checklist: list({ type: 'string', pattern: '\\?$' }, 3),
	},
	['returns'],
);
