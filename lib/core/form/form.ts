import { fieldOf, type FieldType } from '../lead/fields';
import type { ConsentPurpose } from '../lead/lead';
import { languages, nearestLanguage, type FormLanguage } from './words';

/** What a hosted form is for. */
export const formKinds = ['form', 'landing', 'newsletter', 'gated', 'internal'] as const;
/** One of them. */
export type FormKind = (typeof formKinds)[number];

/** How a field is entered. */
export type Control =
	'text' | 'email' | 'tel' | 'url' | 'number' | 'date' | 'area' | 'select' | 'tick';

/** One field of a form, ready to be shown. */
export interface FormField {
	/** Name of the input; letters, digits, '_' and '-' only, unique in the form. */
	name: string;
	/** Key of the catalogue, or a field of the user's own. */
	key: string;
	label: string;
	placeholder?: string;
	required: boolean;
	width: 'full' | 'half';
	control: Control;
	/** What may be chosen; empty for everything that is typed. */
	choices: readonly string[];
}

/** The words somebody agrees to. */
export interface FormConsent {
	text: string;
	/** Named by the user, or made of the text, so that a changed text is another version. */
	version: string;
	purpose: ConsentPurpose;
	/** The box has to be ticked; without a box (`implied`) sending the form is the consent, as the text says. */
	required: boolean;
	implied: boolean;
}

/** A hosted form. */
export interface FormDefinition {
	kind: FormKind;
	title: string;
	/** Paragraphs apart by an empty line, lines with '- ' are a list. */
	description: string;
	button: string;
	fields: readonly FormField[];
	consent?: FormConsent;
	language: FormLanguage;
}

/** A field as the user asked for it. */
export interface FieldWish {
	key: string;
	label?: string;
	placeholder?: string;
	required?: boolean;
	half?: boolean;
	choices?: readonly string[];
}

/** A form as the user asked for it; what is empty has its default by kind and language. */
export interface FormWish {
	kind: FormKind;
	title?: string;
	description?: string;
	button?: string;
	fields: readonly FieldWish[];
	consent?: FormConsent;
	/** BCP 47; the nearest language that forms speak. */
	language: string;
}

/** Makes the form that is shown of what the user asked for. Pure; the same wish gives the same form. */
export function defineForm(wish: FormWish): FormDefinition {
	const language = nearestLanguage(wish.language);
	const words = languages[language];
	const texts = wish.kind === 'landing' ? 'form' : wish.kind;
	const wished = wish.fields.filter(({ key }) => key.trim() !== '');
	const used = new Set<string>();
	const fields = (wished.length > 0 ? wished : usualFields[wish.kind]).map((field, index) => {
		const name = nameOf(field.key, index, used);
		used.add(name);
		return toField(field, name, words.fields);
	});
	return {
		kind: wish.kind,
		title: wish.title || words.titles[texts],
		description: wish.description ?? '',
		button: wish.button || words.buttons[texts],
		fields,
		...(wish.consent ? { consent: wish.consent } : {}),
		language,
	};
}

const need: FieldWish = { key: 'message' };
const person: FieldWish[] = [
	{ key: 'fullName', half: true },
	{ key: 'company', half: true },
	{ key: 'email', required: true },
];
const usualFields: Readonly<Record<FormKind, readonly FieldWish[]>> = {
	form: [...person, { key: 'phone' }, need],
	landing: person,
	newsletter: [{ key: 'email', required: true }],
	gated: person,
	internal: [
		{ key: 'fullName', half: true },
		{ key: 'company', half: true },
		{ key: 'title', half: true },
		{ key: 'phone', half: true },
		{ key: 'email' },
		{ key: 'notes' },
	],
};

/** Own fields may have any name; an input's name has to be plain, and must not be one of ours. */
function nameOf(key: string, index: number, used: ReadonlySet<string>): string {
	const plain = /^[a-z][\w-]{0,59}$/iu.test(key) && !reserved.test(key) && !used.has(key);
	return plain ? key : `field_${index + 1}`;
}

const reserved = /^(url_confirm|consent|__proto__|constructor|prototype)$/u;

function toField(
	wish: FieldWish,
	name: string,
	labels: Readonly<Record<string, string>>,
): FormField {
	const known = fieldOf(wish.key);
	const choices = [...new Set((wish.choices ?? []).filter((choice) => choice !== ''))];
	return {
		name,
		key: wish.key,
		label: wish.label || (labels[wish.key] ?? known?.label ?? wish.key),
		...(wish.placeholder ? { placeholder: wish.placeholder } : {}),
		required: wish.required ?? false,
		width: wish.half ? 'half' : 'full',
		control: choices.length > 0 ? 'select' : (controls[known?.type ?? 'text'] ?? 'text'),
		choices,
	};
}

const controls: Partial<Record<FieldType, Control>> = {
	email: 'email',
	phone: 'tel',
	url: 'url',
	domain: 'url',
	longText: 'area',
	number: 'number',
	dateTime: 'date',
	boolean: 'tick',
};

/** The most characters that a field takes. */
export function longest({ control }: Pick<FormField, 'control'>): number {
	return control === 'area' ? 10_000 : control === 'url' ? 2000 : 300;
}

/** Fields by which somebody can be reached, or at least called by name. */
export const identifying: readonly string[] = [
	'email',
	'phone',
	'linkedinUrl',
	'fullName',
	'firstName',
	'lastName',
];
