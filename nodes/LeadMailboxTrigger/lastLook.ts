import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { describeLooks } from '../../lib/core/mailbox/describe';
import { canBeUsed, storeOf } from '../../lib/process/stores';
import { asText, mainWorkspace, storeRefOf } from '../shared';
import { accessOf, nameOf } from './access';

/** Says in the panel when the mailbox was last looked into, and what keeps it from being read. */
export async function lastLook(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const folder = asText(this.getCurrentNodeParameter('folder')) ?? 'INBOX';
	const workspace = asText(this.getCurrentNodeParameter('workspace')) ?? mainWorkspace;
	try {
		const of = nameOf(accessOf(await this.getCredentials('imap')), folder);
		const ref = await storeRefOf(this, workspace, this.getCurrentNodeParameter('store'));
		if (!canBeUsed(ref))
			return [saying('Not yet: in queue mode the lead store has to be Postgres')];
		const store = await storeOf(ref);
		const [all, settings] = await Promise.all([store.mailboxes(), store.settings()]);
		const newest = all
			.map(({ state }) => state)
			.filter((state) => state.of === of)
			.sort((a, b) => (b.lookedAt ?? '').localeCompare(a.lookedAt ?? ''))[0];
		return [
			saying(newest ? describeLooks(newest, settings.timezone) : 'Not yet: publish the workflow'),
		];
	} catch {
		return [saying('Unknown: choose a credential first')];
	}
}

function saying(name: string): INodePropertyOptions {
	return { name, value: '' };
}
