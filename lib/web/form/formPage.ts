import { longest, type FormDefinition, type FormField } from '../../core/form/form';
import { ways } from '../../core/form/payload';
import type { Words } from '../../core/form/words';
import { html, type Html } from '../html';

/** What stands in a form when it is shown. */
export interface FormState {
	/** Signed token of this showing. */
	token: string;
	/** By input name. */
	values?: Readonly<Record<string, string>>;
	errors?: Readonly<Record<string, string>>;
	consented?: boolean;
	/** Said above the form, e.g. that it has to be sent once more. */
	notice?: string;
	/** Where the visitor came from; travels with the form. */
	landingUrl?: string;
	referrer?: string;
	/** Signed link by which a known lead came, and where the whole form is. */
	knownBy?: string;
	wholeForm?: string;
	/** Visitor id of the website's script, where the form stands in such a page. */
	visitor?: string;
	/** Shown in a frame of another website. */
	embedded?: boolean;
}

/** The fields that people do not see: one is a trap, the others carry what the page knew. */
export const hidden = {
	token: '_t',
	landingUrl: '_p',
	referrer: '_r',
	knownBy: '_k',
	visitor: '_v',
	embedded: '_e',
	way: '_w',
	trap: 'url_confirm',
} as const;

/**
 * The body of a form's page. It works without scripts and by keyboard alone: every field has its label, an error stands beside
 * its field and is named by it, and a summary with links stands first (WCAG 2.2, 3.3.1, 3.3.3, 1.3.5).
 */
export function formBody(form: FormDefinition, words: Words, state: FormState): Html {
	const { errors = {}, knownBy, wholeForm } = state;
	const labels = new Map(form.fields.map(({ name, label }) => [name, label]));
	const wrong = Object.entries(errors);
	return html`<div class="about">
			<h1>${form.title}</h1>
			${described(form.description)}
		</div>
		<form method="post" action="" novalidate accept-charset="utf-8">
			${
				(wrong.length > 0 || state.notice) &&
				html`<div class="summary" role="alert" tabindex="-1" id="summary">
					<p>${state.notice ?? words.check}</p>
					${
						wrong.length > 0 &&
						html`<ul>
							${wrong.map(([name]) => html`<li><a href="#f-${name}">${labels.get(name) ?? form.consent?.text.slice(0, 60) ?? ''}</a></li>`)}
						</ul>`
					}
				</div>`
			}
			${knownBy !== undefined && html`<p class="soft">${words.welcomeBack} ${wholeForm && html`<a href="${wholeForm}">${words.notYou}</a>`}</p>`}
			${form.kind === 'internal' && wayField(words, state)}
			<div class="grid">${form.fields.map((field) => fieldRow(field, words, state))}</div>
			${consentRow(form, state)}
			<div class="trap" aria-hidden="true">
				<label for="f-${hidden.trap}">${words.leaveEmpty}</label>
				<input
					id="f-${hidden.trap}"
					type="text"
					name="${hidden.trap}"
					tabindex="-1"
					autocomplete="off"
				/>
			</div>
			${input(hidden.token, state.token)}${input(hidden.landingUrl, state.landingUrl)}${input(hidden.referrer, state.referrer)}${input(hidden.knownBy, knownBy)}${input(hidden.visitor, state.visitor)}${input(hidden.embedded, state.embedded ? '1' : undefined)}
			<button type="submit">${form.button}</button>
			${form.consent?.implied && html`<p class="soft small">${form.consent.text}</p>`}
		</form>`;
}

/** Paragraphs apart by an empty line; lines that begin with '- ' are a list. */
export function described(text: string): Html {
	const blocks = text.split(/\n\s*\n/u).filter((block) => block.trim() !== '');
	return html`${blocks.map((block) => {
		const lines = block.split('\n').map((line) => line.trim());
		return lines.every((line) => line.startsWith('- '))
			? html`<ul class="points">
					${lines.map((line) => html`<li>${line.slice(2)}</li>`)}
				</ul>`
			: html`<p>${lines.join(' ')}</p>`;
	})}`;
}

function input(name: string, value: string | undefined): Html | undefined | '' {
	return value === undefined ? '' : html`<input type="hidden" name="${name}" value="${value}" />`;
}

function fieldRow(field: FormField, words: Words, { values = {}, errors = {} }: FormState): Html {
	const { name, label, required, control } = field;
	const value = values[name] ?? '';
	const error = errors[name];
	const id = `f-${name}`;
	const marks = html`id="${id}"
	name="${name}"${required && html` required aria-required="true"`}${error !== undefined && html` aria-invalid="true" aria-describedby="${id}-e"`}${autocomplete(field)}`;
	const message = error !== undefined && html`<p class="error" id="${id}-e">${error}</p>`;
	const place = field.placeholder ? html` placeholder="${field.placeholder}"` : '';
	if (control === 'tick')
		return html`<div class="field full${error !== undefined && ' wrong'}">
			<label class="row"
				><input type="checkbox" value="yes" ${marks}${value !== '' && html` checked`} />
				<span>${label}${note(required, words)}</span></label
			>${message}
		</div>`;
	const entry =
		control === 'area'
			? html`<textarea rows="4" maxlength="${longest(field)}" ${marks}${place}>${value}</textarea>`
			: control === 'select'
				? html`<select ${marks}>
						<option value="">${words.choose}</option>
						${field.choices.map((choice) => html`<option value="${choice}" ${choice === value && html` selected`}>${choice}</option>`)}
					</select>`
				: html`<input
						type="${typeOf(control)}"
						${control === 'number' && html` inputmode="numeric"`}${control === 'url' && html` inputmode="url"`}
						maxlength="${longest(field)}"
						value="${value}"
						${marks}${place}
					/>`;
	return html`<div class="field ${field.width}${error !== undefined && ' wrong'}">
		<label for="${id}">${label}${note(required, words)}</label>${entry}${message}
	</div>`;
}

/** Browsers refuse '51-200' as a number and 'example.com' as an address; we understand both. */
function typeOf(control: FormField['control']): string {
	return control === 'number' || control === 'url' ? 'text' : control;
}

function note(required: boolean, words: Words): Html | '' {
	return required ? '' : html` <span class="soft">(${words.optional})</span>`;
}

function consentRow({ consent }: FormDefinition, { errors = {}, consented }: FormState): Html | '' {
	if (!consent || consent.implied) return '';
	const error = errors['consent'];
	return html`<div class="field full consent${error !== undefined && ' wrong'}">
		<label class="row"
			><input
				type="checkbox"
				name="consent"
				value="yes"
				id="f-consent"
				${consent.required && html` required aria-required="true"`}${consented && html` checked`}${error !== undefined && html` aria-invalid="true" aria-describedby="f-consent-e"`}
			/>
			<span>${consent.text}</span></label
		>
		${error !== undefined && html`<p class="error" id="f-consent-e">${error}</p>`}
	</div>`;
}

function wayField(words: Words, { values = {} }: FormState): Html {
	const chosen = values[hidden.way] ?? ways[0];
	return html`<fieldset class="ways">
		<legend>${words.howItCame}</legend>
		${ways.map((way) => html`<label class="row"><input type="radio" name="${hidden.way}" value="${way}" ${way === chosen && html` checked`} /> <span>${words.ways[way]}</span></label>`)}
	</fieldset>`;
}

function autocomplete({ key }: FormField): Html | '' {
	const token = tokens[key];
	return token === undefined ? '' : html` autocomplete="${token}"`;
}

/** Input purposes of HTML's autofill, by field. */
const tokens: Readonly<Record<string, string>> = {
	salutation: 'honorific-prefix',
	fullName: 'name',
	firstName: 'given-name',
	middleName: 'additional-name',
	lastName: 'family-name',
	suffix: 'honorific-suffix',
	email: 'email',
	phone: 'tel',
	company: 'organization',
	title: 'organization-title',
	website: 'url',
	street: 'street-address',
	city: 'address-level2',
	state: 'address-level1',
	postalCode: 'postal-code',
	country: 'country-name',
	language: 'language',
};
