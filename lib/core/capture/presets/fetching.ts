import { createHmac } from 'node:crypto';
import { asText, at, isObject, type Json, type JsonObject } from '../read/clean';

/** What the credential of a provider holds. */
export interface FetchSecrets {
	accessToken: string;
	/** The app's secret; proves to Meta that the token was not stolen. */
	signingSecret: string;
}

/** A GET request that brings the fields of one lead. */
export interface FieldRequest {
	url: string;
	query: Record<string, string>;
	headers: Record<string, string>;
}

interface Fetching {
	/** Name of the provider for people. */
	label: string;
	request(id: string, secrets: FetchSecrets): FieldRequest;
	/** The provider's answer in the form that its preset reads; undefined where it holds no fields. */
	read(answer: JsonObject, id: string): JsonObject | undefined;
	/** What the provider says about a refusal, as a sentence with a remedy. */
	explain(status: number, answer: JsonObject): string;
}

/** Everything of a lead that helps to qualify it; what an app may not read is left out by Meta. */
const metaFields =
	'id,created_time,field_data,form_id,ad_id,ad_name,adset_id,adset_name,campaign_id,campaign_name,is_organic,platform';

/** Meta's Graph API: `GET /{leadgen-id}`; a call without a version uses the oldest one that the app may use. */
const meta: Fetching = {
	label: 'Meta Lead Ads',
	request: (id, { accessToken, signingSecret }) => ({
		url: `https://graph.facebook.com/${encodeURIComponent(id)}`,
		query: {
			fields: metaFields,
			...(signingSecret
				? {
						appsecret_proof: createHmac('sha256', signingSecret).update(accessToken).digest('hex'),
					}
				: {}),
		},
		headers: { authorization: `Bearer ${accessToken}` },
	}),
	read: (answer, id) =>
		Array.isArray(answer['field_data']) ? { ...answer, leadgen_id: id } : undefined,
	explain: (status, answer) => {
		const code = Number(at(answer['error'], 'code'));
		const said = asText(at(answer['error'], 'message')) ?? `HTTP ${status}`;
		const remedy =
			code === 190 || code === 102 || status === 401
				? "Put a new access token into the 'Lead Source API' credential; one of a system user does not expire"
				: code === 10 || code === 100 || (code >= 200 && code < 300)
					? "The access token needs 'leads_retrieval' and 'pages_read_engagement', and its user lead access to the page (Meta Business settings → Leads access)"
					: 'It is tried again';
		return `Meta says: ${withoutFullStop(said)}. ${remedy}.`;
	},
};

/** LinkedIn's Lead Sync API: the response with its form, whose questions name the answers. */
const linkedIn: Fetching = {
	label: 'LinkedIn Lead Gen Forms',
	request: (id, { accessToken }) => ({
		url: `https://api.linkedin.com/rest/leadFormResponses/${encodeURIComponent(id.split(':').at(-1) ?? id)}`,
		query: {
			fields:
				'id,submittedAt,testLead,leadType,leadMetadata,versionedLeadGenFormUrn,formResponse,form:(hiddenFields,name,id,content)',
		},
		headers: {
			authorization: `Bearer ${accessToken}`,
			'linkedin-version': '202609',
			'x-restli-protocol-version': '2.0.0',
		},
	}),
	read: (answer, id) => {
		const answers = at(answer['formResponse'], 'answers');
		if (!Array.isArray(answers)) return undefined;
		const questions = questionsOf(answer['form']);
		const { form: _form, formResponse: _response, ...rest } = answer;
		return {
			...rest,
			leadGenFormResponse: id,
			formResponse: { answers: answers.filter(isObject).map((one) => answered(one, questions)) },
		};
	},
	explain: (status, answer) => {
		const said = asText(answer['message']) ?? `HTTP ${status}`;
		const remedy =
			status === 401
				? "Put a new access token into the 'Lead Source API' credential"
				: status === 403
					? "The access token needs 'r_marketing_leadgen_automation' and a role on the ad account or page"
					: 'It is tried again';
		return `LinkedIn says: ${withoutFullStop(said)}. ${remedy}.`;
	},
};

const providers: Readonly<Record<string, Fetching>> = { metaLeadAds: meta, linkedIn };

/** How the fields of a provider's leads are fetched; undefined where its messages hold them. */
export function fetchingOf(preset: string): Fetching | undefined {
	return Object.hasOwn(providers, preset) ? providers[preset] : undefined;
}

/** LinkedIn names answers by the id of their question; standard questions have a name of their own, others a text by language. */
function questionsOf(form: Json | undefined): Map<string, string> {
	const questions = at(form, 'content', 'questions');
	if (!Array.isArray(questions)) return new Map();
	return new Map(
		questions.flatMap((question): Array<[string, string]> => {
			const id = asText(at(question, 'questionId'));
			const localized = at(question, 'question', 'localized');
			const text = isObject(localized) ? asText(Object.values(localized)[0]) : undefined;
			const name = asText(at(question, 'predefinedField')) ?? text ?? asText(at(question, 'name'));
			return id && name ? [[id, name]] : [];
		}),
	);
}

function answered(answer: JsonObject, questions: ReadonlyMap<string, string>): JsonObject {
	const id = asText(answer['questionId']) ?? '';
	const details = answer['answerDetails'];
	const value =
		at(details, 'textQuestionAnswer', 'answer') ??
		at(details, 'multipleChoiceAnswer', 'options') ??
		null;
	return { question: questions.get(id) ?? id, answer: value };
}

function withoutFullStop(text: string): string {
	return text.replace(/[.\s]+$/u, '');
}
