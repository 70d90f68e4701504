import type { INodeProperties } from 'n8n-workflow';
import type { Mail } from '../../lib/core/mailbox/mail';
import { mailFromFields, parseMail } from '../../lib/core/mailbox/parse';
import { readMails } from '../../lib/process/track/readMails';
import { asText, type Operation, type Run } from '../shared';
import { mailItem } from './mailItem';

const fields: INodeProperties[] = [
	{
		displayName: 'Input',
		name: 'input',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Automatic',
				value: 'auto',
				description:
					"A mail file if the item has one, else the raw mail in 'raw', else the item's fields",
			},
			{ name: 'Binary', value: 'binary', description: 'A mail file (.eml) of the item' },
			{
				name: 'Fields',
				value: 'fields',
				description: "From, subject, text and headers, e.g. of n8n's Email Trigger",
			},
		],
		default: 'auto',
		description: 'Where the mail is; whole mails tell more than their fields',
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryProperty',
		type: 'string',
		noDataExpression: true,
		default: '',
		placeholder: 'e.g. data',
		description: 'The name of the binary field that holds the mail; the first one while empty',
		displayOptions: { hide: { input: ['fields'] } },
	},
];

/** Reads mails that came in: replies, bounces, automatic answers, complaints. */
export const readMail: Operation = {
	value: 'readMail',
	name: 'Read Mail',
	action: 'Read mails that came in',
	description:
		'Find out what a mail is and record it: a reply, a bounce with its class, an automatic answer with the return date, a complaint',
	outputs: ['Mail'],
	fields,
	async run(run) {
		const mails: Mail[] = [];
		const places: number[] = [];
		for (let index = 0; index < run.items.length; index += 1) {
			const mail = await mailOf(run, index);
			if (!mail) {
				run.fail(index, {
					message: 'The item holds no mail',
					remedy:
						"Give it a mail file, a field 'raw' with the whole mail, or fields such as 'from', 'subject' and 'text'.",
				});
				continue;
			}
			mails.push(mail);
			places.push(index);
			await run.pause();
		}
		const results = await readMails(await run.context(), mails);
		const alerts = new Set<string>();
		for (const [place, result] of results.entries()) {
			const mail = mails[place];
			const index = places[place];
			if (!mail || index === undefined) continue;
			if (result.alert) alerts.add(result.alert);
			run.emit('Mail', index, { ...mailItem(mail, result), workspace: run.workspace });
		}
		for (const alert of alerts) run.hint(alert, 'warning');
	},
};

async function mailOf(run: Run, index: number): Promise<Mail | undefined> {
	const item = run.items[index];
	if (!item) return undefined;
	const input = run.parameters.choice('input', ['auto', 'binary', 'fields']);
	const binary = run.parameters.text('binaryProperty') || Object.keys(item.binary ?? {})[0];
	if (input !== 'fields' && binary && item.binary?.[binary]) {
		return await parseMail(await run.functions.helpers.getBinaryDataBuffer(index, binary));
	}
	if (input === 'binary') return undefined;
	const raw = input === 'auto' ? asText(item.json['raw']) : undefined;
	if (raw) return await parseMail(decoded(raw));
	const mail = mailFromFields(item.json);
	return mail.from === '' && mail.subject === '' && mail.text === '' ? undefined : mail;
}

/** Some triggers give the raw mail in base64. */
function decoded(raw: string): string | Uint8Array {
	return /^[A-Za-z0-9+/=_\s-]+$/.test(raw) && !raw.includes(':') ? Buffer.from(raw, 'base64') : raw;
}
