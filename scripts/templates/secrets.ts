import { type Json, at, isJson, listAt } from '../runtime/json';

const address = /[\w.+-]+@([\w-]+\.)+[a-z]{2,}/gi;
const reserved = /@([\w-]+\.)*example\.(com|org|net)$|\.(test|example)$/i;

/** How keys of well-known services begin, and what a header of authorisation looks like. */
const keys =
	/\b(sk-[\w-]{16,}|sk_live_\w{10,}|AKIA[0-9A-Z]{16}|xox[abp]-[\w-]{10,}|gh[pousr]_\w{20,}|AIza[\w-]{30,}|pat-\w{2,3}\d?-[\w-]{20,}|SG\.[\w-]{16,}\.[\w-]{16,}|Bearer [\w.~+/-]{16,})|-----BEGIN [A-Z ]*PRIVATE KEY/;
const secretName = /^(password|passphrase|secret|token|api_?key|access_?token|client_?secret)$/i;

/** Addresses of people, secrets, and ids that exist on one machine or in one account only. */
export function privateProblems(workflow: unknown): string[] {
	const text = JSON.stringify(workflow);
	const addresses = (text.match(address) ?? []).filter((found) => !reserved.test(found));
	return [
		...new Set(addresses.map((found) => `'${found}' is somebody's address: use example.com.`)),
		...(/spreadsheets\/d\/[\w-]{20,}/.test(text) ? ['It names a spreadsheet.'] : []),
		...(/"CUSTOM\./.test(text) ? ['A CUSTOM. node type exists on one machine only.'] : []),
		...(at(workflow, 'meta', 'instanceId') === undefined
			? []
			: ['meta.instanceId names the instance it was made on.']),
		...credentialProblems(workflow),
	];
}

/** A secret in the open: also wrong in a workflow that nobody shares. */
export function secretProblems(workflow: unknown): string[] {
	return listAt(workflow, 'nodes')
		.filter(isJson)
		.flatMap((node) =>
			valuesIn(node['parameters'])
				.filter(([name, value]) => keys.test(value) || (secretName.test(name) && isPlain(value)))
				.map(([name]) => `'${String(node['name'])}': '${name}' holds a secret; use a credential.`),
		);
}

function credentialProblems(workflow: unknown): string[] {
	return listAt(workflow, 'nodes')
		.filter(isJson)
		.flatMap((node: Json) => {
			const credentials = Object.values(isJson(node['credentials']) ? node['credentials'] : {});
			const chosen = Object.entries(isJson(node['parameters']) ? node['parameters'] : {}).filter(
				([, value]) =>
					at(value, '__rl') === true && isPlain(at(value, 'value')) && at(value, 'mode') !== 'new',
			);
			return [
				...(credentials.some((credential) => at(credential, 'id'))
					? [`'${String(node['name'])}': the id of a credential belongs to one instance.`]
					: []),
				...chosen.map(
					([name]) => `'${String(node['name'])}': '${name}' names something in one account.`,
				),
			];
		});
}

const isPlain = (value: unknown) =>
	typeof value === 'string' && value !== '' && !value.startsWith('=');

/** Every text in a parameter with the name it stands under. */
export function valuesIn(value: unknown, name = ''): Array<[string, string]> {
	if (typeof value === 'string') return [[name, value]];
	if (Array.isArray(value)) return value.flatMap((entry) => valuesIn(entry, name));
	return Object.entries(isJson(value) ? value : {}).flatMap(([key, entry]) => valuesIn(entry, key));
}
