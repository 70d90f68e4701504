import { createHash } from 'node:crypto';
import {
	defineForm,
	formKinds,
	type FormConsent,
	type FormKind,
} from '../../../lib/core/form/form';
import type { WorkspaceSettings } from '../../../lib/core/workspace/settings';
import type { FormSite } from '../../../lib/process/form/respond';
import type { PublicOptions } from '../../../lib/process/track/public/respond';
import { asList, asText, pickedField, type Parameters } from '../../shared';
import { addressOf } from '../address';

/** The form as the panel describes it. */
export function siteOf(parameters: Parameters, settings: WorkspaceSettings): FormSite {
	const kind = parameters.choice('kind', formKinds);
	const wished = parameters.text('look.language', 'workspace');
	const consent = consentOf(parameters, kind);
	const form = defineForm({
		kind,
		title: parameters.text('title'),
		description: parameters.text('description'),
		button: parameters.text('button'),
		language: wished === 'workspace' ? settings.language : wished,
		...(consent ? { consent } : {}),
		fields: parameters.rows('formFields', 'field').map((row) => ({
			key: pickedField(row),
			label: asText(row['label']),
			placeholder: asText(row['placeholder']),
			required: row['required'] === true,
			half: row['width'] === 'half',
			choices: asList(row['choices']),
		})),
	});
	const address = addressOf(parameters);
	return {
		form: completed(form, consent),
		source: address.source,
		after: afterOf(parameters),
		limits: {
			perVisitor: Math.max(1, parameters.number('options.limitPerVisitor', 10)),
			inAll: Math.max(1, parameters.number('options.limitInAll', 600)),
			leastSeconds: Math.max(0, parameters.number('options.leastSeconds', 2)),
		},
		read: address.read,
		capture: address.capture,
	};
}

/** How the form's pages look and who may frame them. */
export function publicOptionsOf(parameters: Parameters, address: string): PublicOptions {
	const style = (name: string) => parameters.text(`look.${name}`) || undefined;
	return {
		address,
		look: { color: style('color'), font: style('font'), logo: style('logo'), name: style('name') },
		allowedOrigins: parameters.list('options.allowedOrigins'),
		topics: [],
		honourPrivacy: true,
	};
}

function consentOf(parameters: Parameters, kind: FormKind): FormConsent | undefined {
	const text = parameters.text('consentText');
	if (text !== '')
		return {
			text,
			version: parameters.text('consentVersion') || versionOf(text),
			purpose: parameters.choice('consentPurpose', ['marketing', 'answer', 'sharing']),
			required: parameters.flag('consentRequired'),
			implied: false,
		};
	// Who signs up for a newsletter asks for it by the button; its words are added below.
	if (kind !== 'newsletter') return undefined;
	return { text: '', version: '', purpose: 'marketing', required: false, implied: true };
}

/** The consent of a sign-up without a box is what the form says: its heading and its button. */
function completed(form: FormSite['form'], consent: FormConsent | undefined): FormSite['form'] {
	if (!consent?.implied) return form;
	const text = `${form.title} – ${form.button}`;
	return { ...form, consent: { ...consent, text, version: versionOf(text) } };
}

function versionOf(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

function afterOf(parameters: Parameters): FormSite['after'] {
	const title = parameters.text('thanksTitle');
	const text = parameters.text('thanksText');
	const redirect = parameters.text('redirectUrl');
	switch (parameters.choice('afterSubmit', ['message', 'redirect', 'file'])) {
		case 'redirect':
			return redirect === ''
				? { kind: 'message', title, text }
				: { kind: 'redirect', url: redirect };
		case 'file':
			return { kind: 'file', title, text, name: parameters.text('fileName', 'Download') };
		default:
			return { kind: 'message', title, text };
	}
}
