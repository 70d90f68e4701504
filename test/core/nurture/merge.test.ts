import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import type { Lead } from '../../../lib/core/lead/lead';
import { compileStep, htmlOfText, textOfHtml } from '../../../lib/core/nurture/content';
import { compileMerge, type TextKind } from '../../../lib/core/nurture/merge';
import { mergeValue } from '../../../lib/core/nurture/mergeFields';

const lead: Lead = {
	leadId: 'lead-1',
	createdAt: '2026-06-01T10:00:00.000Z',
	updatedAt: '2026-06-01T10:00:00.000Z',
	stage: 'nurturing',
	stageHistory: [],
	firstName: 'Ann <b>',
	lastName: 'www.example.com',
	company: 'Ox & Co "Ltd"',
	website: 'javascript:alert(1)',
	topics: ['ovens', 'loans'],
	employees: 12,
	renewalDate: '2026-12-24T00:00:00.000Z',
	language: 'de',
	message: 'see {{firstName}} and {{evil|x}}',
	notes: 'secret',
	extra: { plan: 'Gold', nested: { a: 1 }, __proto__: { sly: 'x' } },
};

function rendered(text: string, kind: TextKind): string {
	const result = compileMerge(text, kind);
	if (result.kind === 'wrong') return `wrong: ${result.problems.join(' ')}`;
	const filled = result.text.render((name) =>
		mergeValue(lead, { unsubscribeUrl: 'https://x.example/u?a=1&b=2' }, name),
	);
	return filled.kind === 'done' ? filled.text : `missing: ${filled.tags.join()}`;
}

test.each<[string, TextKind, string]>([
	['Hello {{firstName|there}}', 'text', 'Hello Ann <b>'],
	['Hello {{ firstName | there }}', 'html', 'Hello Ann &#60;b&#62;'],
	['Hello {{lastName|there}}', 'text', 'Hello there'],
	['<i title="{{company}}">', 'html', '<i title="Ox &#38; Co &#34;Ltd&#34;">'],
	[
		'<a href="https://x.example/?c={{company}}">',
		'html',
		'<a href="https://x.example/?c=Ox%20%26%20Co%20%22Ltd%22">',
	],
	['<a href="{{unsubscribeUrl}}">', 'html', '<a href="https://x.example/u?a=1&#38;b=2">'],
	['<a href="{{website}}">', 'html', 'missing: website'],
	['{{topics}}, {{employees}}', 'text', 'ovens, loans, 12'],
	['{{renewalDate}}', 'text', '24. Dezember 2026'],
	['{{plan}}', 'text', 'Gold'],
	['{{nested}}', 'text', 'missing: nested'],
	['{{sly}}', 'text', 'missing: sly'],
	['{{constructor}} {{toString}}', 'text', 'missing: constructor,toString'],
	['{{phone|}}', 'text', ''],
	['{{phone}}', 'text', 'missing: phone'],
	['{{message}}', 'text', 'see {firstName} and {evil|x}'],
	['{{message}}', 'line', 'see {firstName} and {evil|x}'],
])('%s as %s is %s', (text, kind, expected) => {
	expect(rendered(text, kind)).toBe(expected);
});

test.each<[string, TextKind, RegExp]>([
	['{{notes}}', 'text', /no field/],
	['{{score}}', 'text', /no field/],
	['Hello {{firstName', 'text', /placeholder/],
	['Hello [First Name]', 'text', /placeholder/],
	['Hello %FIRSTNAME_X%', 'text', /placeholder/],
	['Hello *|FNAME|*', 'text', /placeholder/],
	['Hello {first_name}', 'text', /placeholder/],
	['<style>a{color:{{firstName}}}</style>', 'html', /inside a tag/],
	['<p {{firstName}}>', 'html', /inside a tag/],
	['<p onclick="{{firstName}}">', 'html', /inside a tag/],
	['<!-- {{firstName}} -->', 'html', /inside a tag/],
])('%s as %s is refused', (text, kind, problem) => {
	expect(rendered(text, kind)).toMatch(problem);
});

describe('whatever a lead filled in', () => {
	it('adds no tag, no attribute and no line to a subject, and is read only once', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (value) => {
				const sly: Lead = { ...lead, message: value };
				const show = (text: string, kind: TextKind) => {
					const result = compileMerge(text, kind);
					if (result.kind === 'wrong') throw new Error('wrong');
					const filled = result.text.render((name) => mergeValue(sly, {}, name));
					return filled.kind === 'done' ? filled.text : '';
				};
				const html = show('<p title="{{message|-}}">{{message|-}}</p>', 'html');
				expect(html.match(/[<>"]/g)?.length).toBe(6 + (html.match(/<br>/g)?.length ?? 0) * 2);
				const line = show('{{message|-}}', 'line');
				expect(line).not.toMatch(/[\r\n\u0000-\u001f]|\{\{|\}\}|undefined|\[object/);
			}),
			{ numRuns: 500 },
		);
	});
});

test('html is made of text: only the author’s addresses become links', () => {
	expect(htmlOfText('Hi {{firstName}},\nsee https://example.com/a?b=1&c=2.\n\nBye <you>')).toBe(
		'<p>Hi {{firstName}},<br>see <a href="https://example.com/a?b=1&#38;c=2">https://example.com/a?b=1&#38;c=2</a>.</p>\n<p>Bye &#60;you&#62;</p>',
	);
	expect(
		textOfHtml(
			'<style>p{}</style><p>Hi <b>you</b>,<br>see <a href="https://example.com">this</a></p><ul><li>a<li>b</ul>',
		),
	).toBe('Hi you,\nsee this (https://example.com)\n\n- a\n- b');
});

test('a step names every field that holds it back', () => {
	const texts = compileStep(
		{
			stepId: 's',
			kind: 'email',
			name: 's',
			wait: { amount: 0, unit: 'days' },
			subject: '{{city}}',
			text: '{{phone}} {{firstName}}',
		},
		'A',
	);
	expect(texts.render(lead, {})).toEqual({ kind: 'missing', fields: ['city', 'phone'] });
});
