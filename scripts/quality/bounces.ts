import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { MailVerdict } from '../../lib/core/mailbox/read';
import { readMail } from '../../lib/core/mailbox/read';
import { parseMail } from '../../lib/core/mailbox/parse';
import { share, show } from './rows';

/**
 * `hard_accuracy`: share of the mails rightly told hard or not; `class_accuracy`: share in the right class; `recipients_exact`:
 * share of the bounces whose recipients are exactly those of the label.
 */
export async function measure(dir: string): Promise<Record<string, number> | undefined> {
	const cases: Array<{ name: string; label: Label; verdict: MailVerdict }> = [];
	for (const set of existsSync(dir) ? readdirSync(dir).sort() : []) {
		const file = path.join(dir, set, 'labels.json');
		if (!existsSync(file)) continue;
		const labels: unknown = JSON.parse(readFileSync(file, 'utf8'));
		for (const [name, label] of Object.entries(isRecord(labels) ? labels : {})) {
			const raw = path.join(dir, set, 'eml', name);
			if (!isRecord(label) || !existsSync(raw)) continue;
			const verdict = readMail(await parseMail(readFileSync(raw)));
			cases.push({ name, label: labelOf(label), verdict });
		}
	}
	if (cases.length === 0) return undefined;
	const withHard = cases.filter(({ label }) => label.hard !== undefined);
	const withClass = cases.filter(({ label }) => label.class !== undefined);
	const withRecipients = cases.filter(
		({ label }) =>
			(label.recipients?.length ?? 0) > 0 &&
			label.class !== 'complaint' &&
			label.class !== 'autoreply',
	);
	const rightHard = ({ label, verdict }: (typeof cases)[number]) =>
		(classOf(verdict) === 'hard') === label.hard;
	const rightClass = ({ label, verdict }: (typeof cases)[number]) =>
		classOf(verdict) === label.class;
	const rightRecipients = ({ label, verdict }: (typeof cases)[number]) =>
		sorted(recipientsOf(verdict)) === sorted(label.recipients ?? []);
	for (const one of cases) {
		const wrong = [
			label(!rightClass(one), 'class'),
			label(
				one.label.class !== 'complaint' && one.label.class !== 'autoreply' && !rightRecipients(one),
				'recipients',
			),
		].filter(Boolean);
		if (wrong.length > 0) show(`bounces ${wrong.join(' ')}`, [one.name, one.label, one.verdict]);
	}
	return {
		hard_accuracy: share(withHard, rightHard),
		class_accuracy: share(withClass, rightClass),
		recipients_exact: share(withRecipients, rightRecipients),
	};
}

interface Label {
	class?: string;
	hard?: boolean;
	recipients?: string[];
}

/** The set's five classes: a mailbox that is full or closed for now is soft, what the sender can change is blocked. */
function classOf(verdict: MailVerdict): string {
	if (verdict.kind === 'autoReply') return 'autoreply';
	if (verdict.kind !== 'bounce' && verdict.kind !== 'delayed') return verdict.kind;
	const [first] = verdict.recipients;
	switch (first?.reason) {
		case 'hardInvalid':
			return 'hard';
		case 'policy':
		case 'content':
			return 'blocked';
		default:
			return 'soft';
	}
}

function recipientsOf(verdict: MailVerdict): string[] {
	return verdict.kind === 'bounce' || verdict.kind === 'delayed' || verdict.kind === 'delivered'
		? verdict.recipients.map(({ address }) => address)
		: [];
}

function labelOf(value: Record<string, unknown>): Label {
	const { class: kind, hard, recipients } = value;
	return {
		...(typeof kind === 'string' ? { class: kind } : {}),
		...(typeof hard === 'boolean' ? { hard } : {}),
		...(Array.isArray(recipients) ? { recipients: recipients.map(String) } : {}),
	};
}

function sorted(addresses: readonly string[]): string {
	return [...new Set(addresses.map((address) => address.toLowerCase()))].sort().join(' ');
}

function label(holds: boolean, text: string): string {
	return holds ? text : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
