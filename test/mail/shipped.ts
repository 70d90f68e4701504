import fs from 'node:fs';
import path from 'node:path';
import { packs } from '../../lib/core/packs';
import type { Lead } from '../../lib/core/lead/lead';
import type { Step } from '../../lib/core/nurture/types';
import { defaultSettings } from '../../lib/core/workspace/settings';
import type { DkimKey, Mail } from '../../lib/mail';
import { mailingOf } from '../../lib/process/nurture/outbox';
import { previewSequence } from '../../lib/process/nurture/preview';
import { sampleLead } from '../../lib/process/nurture/sample';
import { stepsField } from '../../nodes/NurtureSequence/fields/steps';
import { readSteps } from '../../nodes/NurtureSequence/readSteps';
import { at, isJson, listAt, textAt } from '../../scripts/runtime/json';

/** A mail of a sequence that ships, as a lead would get it. */
export interface ShippedMail {
	/** Template or pack, sequence, step and variant. */
	what: string;
	mail: Mail;
}

const folder = path.join(__dirname, '..', '..', 'workflows');

/** The domain that the mails come from. */
export const domain = 'field-tools.example.com';

/**
 * Every mail of every sequence that ships: those of the templates and their demos, of the packs, and the example that Enrol begins
 * with; with unsubscribe links, tracked links and the sender's address as a run would make them.
 */
export function shippedMails(dkim?: DkimKey): ShippedMail[] {
	const sequences = [
		{ what: 'example of Enrol', name: 'Welcome', steps: readSteps(stepRows(stepsField.default)) },
		...packs.map(({ key, sequence }) => ({
			what: `pack ${key}`,
			name: sequence.name,
			steps: [...sequence.steps],
		})),
		...templates(folder),
		...templates(path.join(folder, 'demo')),
	];
	const now = Date.now();
	const secrets = { tokenKeys: [{ kid: 'k1', key: Buffer.alloc(32, 7).toString('base64') }] };
	const mailing = mailingOf(
		{
			...defaultSettings('Main'),
			publicAddress: `https://n8n.${domain}/webhook/lead/main/touch`,
			postalAddress: 'Field Tools Ltd\n1 Example Street, Exampleton',
		},
		secrets,
		{
			smtp: { host: `mail.${domain}`, port: 465, secure: true },
			from: `Dana Field <dana@${domain}>`,
			track: { clicks: true, opens: false },
			...(dkim && { dkim }),
		},
	);
	if (mailing.kind === 'wrong') throw new Error(mailing.message);
	const lead: Lead = { ...sampleLead(now), email: 'robin@bakery.example.org' };
	return sequences.flatMap(({ what, name, steps }) => {
		const sequence = {
			...{ name, steps, version: 1, contentHash: '', purpose: 'marketing' as const },
			...{ consent: 'byCountry' as const, exitWhen: [], allowReenrol: false },
			window: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' },
		};
		return previewSequence(sequence, lead, mailing.mailing, now).map(
			({ stepName, variant, mail, missing }) => {
				const which = `${what}, ${name}, ${stepName} ${variant}`;
				if (mail === undefined) throw new Error(`${which} lacks ${missing?.join(', ')}.`);
				return { what: which, mail };
			},
		);
	});
}

/** Sequences that the workflows of a folder define in their panels. */
function templates(from: string): Array<{ what: string; name: string; steps: Step[] }> {
	const files = fs.readdirSync(from).filter((file) => file.endsWith('.json'));
	return files.flatMap((file) => {
		const flow: unknown = JSON.parse(fs.readFileSync(path.join(from, file), 'utf8'));
		return listAt(flow, 'nodes')
			.filter((node) => textAt(node, 'type').endsWith('.nurtureSequence'))
			.filter((node) =>
				['enrol', 'broadcast'].includes(String(at(node, 'parameters', 'operation'))),
			)
			.filter((node) => at(node, 'parameters', 'stepsFrom') !== 'pack')
			.map((node) => {
				const parameters = at(node, 'parameters');
				const rows = stepRows(at(parameters, 'steps'));
				const example = rows.length === 0 ? stepRows(stepsField.default) : rows;
				const named = at(parameters, 'sequence');
				return {
					what: path.join(path.basename(from), file),
					name: typeof named === 'string' ? named : 'Welcome',
					steps: readSteps(example),
				};
			});
	});
}

function stepRows(value: unknown): Array<Record<string, unknown>> {
	return listAt(value, 'step').filter(isJson);
}
