import { type Json, at, isJson, listAt } from '../runtime/json';
import { type NodeType, ourPrefix, outputNames } from './types';

/** Outputs whose leads are forgotten unless somebody is told: they have to lead on even where a branch ends. */
const people = ['Rejected', 'Unassigned', 'Unmatched', 'Review', 'Conflicts'];
const note = 'n8n-nodes-base.stickyNote';
const mailers = new Set(
	['emailSend', 'gmail', 'microsoftOutlook', 'sendGrid', 'mailgun', 'mailjet', 'awsSes'].map(
		(name) => `n8n-nodes-base.${name}`,
	),
);

/** What goes astray on its way: items that leave by an output nobody looks at, nodes nothing leads to, mails. */
export function flowProblems(workflow: unknown, types: ReadonlyMap<string, NodeType>): string[] {
	const nodes = listAt(workflow, 'nodes').filter(isJson);
	const reached = new Set(nodes.flatMap((node) => ends(workflow, node).flat()));
	return [
		...nodes.flatMap((node) => {
			const type = types.get(String(node['type']));
			if (type === undefined || node['type'] === note || node['disabled'] === true) return [];
			return [
				...outputProblems(workflow, node, type),
				...(type.trigger || reached.has(String(node['name']))
					? []
					: [`'${String(node['name'])}': nothing leads to it.`]),
				...mailProblems(workflow, node, outputNames(node, type).length),
			];
		}),
		...unsubscribeProblems(nodes),
	];
}

/** Names of the nodes behind each output. */
function ends(workflow: unknown, node: Json): string[][] {
	return listAt(workflow, 'connections', String(node['name']), 'main').map((output) =>
		(Array.isArray(output) ? output : []).map((end) => String(at(end, 'node'))),
	);
}

function outputProblems(workflow: unknown, node: Json, type: NodeType): string[] {
	const connected = ends(workflow, node).map((output) => output.length > 0);
	const names = outputNames(node, type);
	const leadsOn = connected.some(Boolean);
	return names.flatMap((name, index) => {
		if (connected[index]) return [];
		if (people.includes(name)) {
			return [
				`'${String(node['name'])}': '${name}' leads nowhere, so nobody hears of those leads.`,
			];
		}
		return leadsOn
			? [`'${String(node['name'])}': '${name}' dangles while other outputs lead on.`]
			: [];
	});
}

/** n8n's own mail nodes know neither an error path nor a way to unsubscribe; ours have both. */
function mailProblems(workflow: unknown, node: Json, outputs: number): string[] {
	if (!mailers.has(String(node['type']))) return [];
	const name = `'${String(node['name'])}'`;
	const parameters = JSON.stringify(node['parameters'] ?? {});
	const to = String(at(node, 'parameters', 'toEmail') ?? at(node, 'parameters', 'sendTo') ?? '');
	// Who gets it stands in the settings: nobody of the items.
	const toPeople = /\$json|\$\(|item\./.test(to.replace(/\$\('Your settings'\)[.\w()]*/g, ''));
	const failures = ends(workflow, node)[outputs] ?? [];
	return [
		...(node['onError'] === 'continueErrorOutput' && failures.length > 0
			? []
			: [`${name}: a mail that cannot be sent needs an error output that leads somewhere.`]),
		...(toPeople && !/unsubscribe/i.test(parameters)
			? [`${name}: a mail to the people in the items needs a way to unsubscribe.`]
			: []),
	];
}

/** A marketing mail of ours carries a link to unsubscribe, which the Touchpoint Trigger answers. */
function unsubscribeProblems(nodes: Json[]): string[] {
	const marketing = nodes.filter((node) => at(node, 'parameters', 'purpose') === 'marketing');
	if (marketing.length === 0) return [];
	return nodes.some((node) => node['type'] === `${ourPrefix}touchpointTrigger`)
		? []
		: marketing.map(
				({ name }) =>
					`'${String(name)}' writes marketing mails, but no Touchpoint Trigger is there for people who unsubscribe.`,
			);
}
