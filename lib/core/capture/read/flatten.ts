import { asText, at, cleanPayload, isObject, type Json, type JsonObject } from './clean';
import type { Entry } from './entry';
import { matchHeader } from '../headers/match';
import { parseJson, unfold } from './body';

/** Where form builders put what a field is called, the best first. */
const labelKeys = [
	'label',
	'question',
	'title',
	'column_id',
	'column_name',
	'predefinedField',
	'name',
	'key',
	'field',
	'fieldName',
	'field_name',
	'field_label',
	'text',
	'ref',
	'attribute',
	'property',
	'code',
	'slug',
	'id',
	'field_id',
	'questionId',
	'variable',
];
/** Where they put what was answered. */
const valueKeys = [
	'value',
	'answer',
	'values',
	'answers',
	'string_value',
	'response',
	'userValue',
	'raw_value',
	'rawValue',
	'selected',
	'input',
	'content',
	'data',
];
/** Parts of a payload that describe the form, not what somebody entered. */
const descriptions = new Set([
	'definition',
	'options',
	'choices',
	'validation',
	'sublabels',
	'settings',
	'prettyFormat',
]);

/**
 * Every answer in a submission, whatever it is wrapped in: nested objects, lists of {name, value}, {label, value},
 * {question, answer}, {key, values[]}, maps of fields, JSON inside a text.
 */
export function flatten(root: Json): Entry[] {
	const titles = collectTitles(root);
	const found: Entry[] = [];
	const add = (labels: string[], path: string[], value: Entry['value'], kind?: string) => {
		if (value === '' || (Array.isArray(value) && value.length === 0)) return;
		found.push({ labels, path, value, ...(kind ? { kind } : {}) });
	};
	const field = (read: Field, path: string[], depth: number) => {
		const { value, labels, kind } = read;
		const plain = simple(value);
		if (plain !== undefined) add(labels, path, plain, kind);
		else if (value !== null) walk(value, [...path, labels[0] ?? ''], depth + 1);
	};
	const walk = (node: Json, path: string[], depth: number): void => {
		if (depth > 24) return;
		if (Array.isArray(node)) {
			const texts = simple(node);
			if (texts !== undefined) return add([path.at(-1) ?? ''], path.slice(0, -1), texts);
			for (const child of node) {
				const read = isObject(child) ? readField(child, titles, path.at(-1), false) : undefined;
				if (read) field(read, path, depth);
				else walk(child, path, depth + 1);
			}
			return;
		}
		if (isObject(node)) {
			for (const [key, child] of Object.entries(unfold(node))) {
				if (descriptions.has(key) && typeof child === 'object') continue;
				const read = isObject(child) ? readField(child, titles, key, true) : undefined;
				if (read) field(read, path, depth);
				else walk(child, [...path, key], depth + 1);
			}
			return;
		}
		const parsed = typeof node === 'string' ? embedded(node) : undefined;
		if (parsed !== undefined) return walk(parsed, path, depth + 1);
		const value = simple(node);
		if (value !== undefined) add([path.at(-1) ?? ''], path.slice(0, -1), value);
	};
	walk(root, [], 0);
	return found;
}

interface Field {
	labels: string[];
	value: Json;
	kind?: string;
}

/** Reads an object as one field with its answer; undefined where it is something else. `inMap`: `outer` is its own key. */
function readField(
	node: JsonObject,
	titles: ReadonlyMap<string, string>,
	outer: string | undefined,
	inMap: boolean,
): Field | undefined {
	const kind = asText(node['type']);
	const typed = kind !== undefined && isObject(node['field']) ? node[kind] : undefined;
	const details = innermost(at(node, 'answerDetails'));
	const holder =
		typed === undefined ? valueKeys.find((key) => Object.hasOwn(node, key)) : undefined;
	const value = typed ?? (holder === undefined ? details : node[holder]);
	if (value === undefined) return undefined;
	if (inMap && holder !== undefined && !['value', 'values', 'answer', 'raw_value'].includes(holder))
		return undefined;
	const names = labelKeys.flatMap((key) => {
		const label = key === holder ? undefined : asText(node[key]);
		return label === undefined
			? []
			: [label, ...(titles.has(label) ? [titles.get(label) ?? ''] : [])];
	});
	const about = isObject(node['field']) ? node['field'] : {};
	const asked = ['title', 'label', 'name', 'ref', 'id'].flatMap((key) => {
		const label = asText(about[key]);
		return label === undefined ? [] : [titles.get(label) ?? label, label];
	});
	// A list such as emails: [{ type: 'work', value }] is named by its key.
	const labels = [
		...asked,
		...names,
		...(outer !== undefined && (inMap || namesContact(outer)) ? [outer] : []),
	];
	if (labels.length === 0) return undefined;
	const telling = labels.filter((label) => !madeUp.test(label) || label.length < 6);
	const questions = telling.filter((label) => label.includes(' '));
	return {
		labels: [...new Set([...questions, ...(telling.length > 0 ? telling : labels)])],
		value: chosen(value, node['options']),
		...((kind ?? asText(about['type'])) ? { kind: kind ?? asText(about['type']) ?? '' } : {}),
	};
}

/** { textQuestionAnswer: { answer: 'Ann' } } → 'Ann': what only wraps one value is taken off. */
function innermost(value: Json | undefined): Json | undefined {
	let inner = value;
	while (isObject(inner) && Object.keys(inner).length === 1) inner = Object.values(inner)[0];
	return inner;
}

/** Names that a form builder made up: 'question_abc123', 'field_7', 'q3'. */
const madeUp =
	/^(question|field|input|q|item|answer|element|select|checkbox|radio|dropdown|textarea)[_-]?[a-z0-9]*\d*[a-z0-9]*$/iu;

/** Whether a list's own name says what its members are: emails, phones, websites. */
function namesContact(list: string): boolean {
	const target = matchHeader(list)?.target;
	return target === 'email' || target === 'phone' || target === 'mobile' || target === 'website';
}

/** Ids of options become their texts (Tally sends ids). */
function chosen(value: Json, options: Json | undefined): Json {
	if (!Array.isArray(options)) return value;
	const texts = new Map(
		options.flatMap((option) => {
			const id = asText(at(option, 'id') ?? at(option, 'value'));
			const text = asText(at(option, 'text') ?? at(option, 'label') ?? at(option, 'name'));
			return id !== undefined && text !== undefined ? [[id, text] as const] : [];
		}),
	);
	const one = (item: Json) => (typeof item === 'string' ? (texts.get(item) ?? item) : item);
	return Array.isArray(value) ? value.map(one) : one(value);
}

/** A value that is no structure: text, or the texts of a list; choices count by their label. */
function simple(value: Json): Entry['value'] | undefined {
	if (typeof value === 'string') return embedded(value) === undefined ? value.trim() : undefined;
	if (typeof value === 'number') return String(value);
	if (typeof value === 'boolean') return value;
	if (value === null) return '';
	if (Array.isArray(value)) {
		const texts = value.map((item) => simple(item));
		if (texts.some((text) => text === undefined || Array.isArray(text))) return undefined;
		const list = texts.map(String).filter((text) => text !== '');
		return list.length === 1 ? (list[0] ?? '') : list;
	}
	const keys = Object.keys(value);
	// A choice is its label; { label, value } is a field of its own.
	if (keys.every((key) => ['label', 'id', 'ref'].includes(key)) && value['label'] !== undefined)
		return simple(value['label']);
	if (isObject(value) && Array.isArray(value['labels'])) return simple(value['labels']);
	return undefined;
}

/** JSON inside a text, as Jotform's `rawRequest` and Unbounce's `data.json` have it. */
function embedded(text: string): Json | undefined {
	const trimmed = text.trim();
	if (!/^[{[]/u.test(trimmed) || !/[}\]]$/u.test(trimmed)) return undefined;
	const parsed = parseJson(trimmed);
	return typeof parsed === 'object' && parsed !== null ? cleanPayload(parsed).value : undefined;
}

/** What questions are called, by id: form builders keep question and answer apart. */
function collectTitles(root: Json): Map<string, string> {
	const titles = new Map<string, string>();
	const visit = (node: Json, depth: number): void => {
		if (depth > 16) return;
		if (Array.isArray(node)) for (const child of node) visit(child, depth + 1);
		if (!isObject(node)) return;
		const title =
			asText(node['title']) ??
			asText(node['label']) ??
			asText(at(node, 'question', 'localized', 'en_US')) ??
			asText(node['question']) ??
			asText(node['name']) ??
			asText(node['Title']);
		if (title !== undefined && !valueKeys.some((key) => Object.hasOwn(node, key))) {
			for (const key of ['id', 'ref', 'questionId', 'key', 'ID']) {
				const id = asText(node[key]);
				if (id !== undefined && !titles.has(id)) titles.set(id, title);
			}
		}
		for (const child of Object.values(node)) visit(child, depth + 1);
	};
	visit(root, 0);
	return titles;
}
