import { looksLikePhone } from '../capture/read/contact';
import { cleanText } from '../capture/read/clean';
import { numberIn } from '../capture/read/number';
import { verifyEmail } from '../verify';
import { identifying, longest, type FormDefinition, type FormField } from './form';
import type { Words } from './words';

/** A submitted form: what was entered by input name, what of it is wrong, in the form's language. */
export interface Entered {
	values: Readonly<Record<string, string>>;
	errors: Readonly<Record<string, string>>;
	consent: boolean;
}

/**
 * Reads what a browser sent of a form: only its own fields, as clean text. Everything is checked here and nowhere else, so
 * that a form without scripts says the same. Linear; never throws for any body.
 *
 * @param options.isKnown who it is is told by a link, so that nothing has to identify them
 * @param body fields as the request had them; of a repeated one all values count as one text
 */
export function readEntered(
	form: FormDefinition,
	body: Readonly<Record<string, unknown>>,
	words: Words,
	{ isKnown = false }: { isKnown?: boolean } = {},
): Entered {
	const values: Record<string, string> = {};
	const errors: Record<string, string> = {};
	for (const field of form.fields) {
		const value = textIn(body, field.name, longest(field));
		values[field.name] = value.text;
		const wrong = value.cut ? words.tooLong : whatIsWrong(field, value.text, words);
		if (wrong !== undefined) errors[field.name] = wrong;
	}
	const consent = form.consent?.implied === true || textIn(body, 'consent', 10).text !== '';
	if (form.consent?.required === true && !consent) errors['consent'] = words.mustTick;
	const reach = form.fields.filter(({ key }) => identifying.includes(key));
	const [first] = reach;
	if (first && !isKnown && reach.every(({ name }) => values[name] === '') && !errors[first.name])
		errors[first.name] = words.reach;
	return { values, errors, consent };
}

/** One field of a body as clean text, and whether it was longer than allowed. */
export function textIn(
	body: Readonly<Record<string, unknown>>,
	name: string,
	most: number,
): { text: string; cut: boolean } {
	const value = Object.hasOwn(body, name) ? body[name] : undefined;
	const parts = (Array.isArray(value) ? value : [value]).filter(
		(part) => typeof part === 'string' || typeof part === 'number' || typeof part === 'boolean',
	);
	const text = cleanText(parts.slice(0, 50).map(String).join(', ')).trim();
	return text.length > most ? { text: text.slice(0, most), cut: true } : { text, cut: false };
}

function whatIsWrong(field: FormField, value: string, words: Words): string | undefined {
	if (value === '') {
		if (!field.required) return undefined;
		return field.control === 'tick' ? words.mustTick : words.missing;
	}
	switch (field.control) {
		case 'email':
			return verifyEmail(value).status === 'invalid' ? words.badEmail : undefined;
		case 'tel':
			return looksLikePhone(value) ? undefined : words.badPhone;
		case 'url':
			return /^(https?:\/\/)?[^\s/@]+\.[^\s/@]{2,}/iu.test(value) ? undefined : words.badUrl;
		case 'number':
			return numberIn(value) === undefined ? words.badNumber : undefined;
		case 'select':
			return field.choices.includes(value) ? undefined : words.badChoice;
		default:
			return undefined;
	}
}
