import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { openContext } from '../../lib/process/stores';
import { pollMailbox, type PolledMail } from '../../lib/process/track/pollMailbox';
import { mailItem } from '../TrackTouchpoint/mailItem';
import { asList, asNumber, asText, fromThrown, isRow, mustBeUsable, triggerStore } from '../shared';

/**
 * One look at the mailbox. A server that cannot be reached fails this look only: n8n shows it and looks again at the next turn,
 * and nothing is missed, since what was read is marked on the server.
 */
export async function lookIntoMailbox(
	functions: IPollFunctions,
): Promise<INodeExecutionData[][] | null> {
	const node = functions.getNode();
	const options: unknown = functions.getNodeParameter('options', {});
	const more = isRow(options) ? options : {};
	try {
		const ref = mustBeUsable(node, await triggerStore(functions));
		const context = await openContext(ref, node.name);
		const { mails } = await pollMailbox(context, accessOf(await functions.getCredentials('imap')), {
			folder: asText(functions.getNodeParameter('folder', 'INBOX')) ?? 'INBOX',
			markSeen: functions.getNodeParameter('markAs', 'nothing') === 'read',
			sinceDays: asNumber(more['sinceDays']) ?? 14,
			limit: asNumber(more['limit']) ?? 50,
		});
		const kinds = asList(functions.getNodeParameter('kinds', []));
		const items = mails
			.filter((one) => isWanted(one, kinds))
			.map(({ mail, result }) => ({
				json: { ...mailItem(mail, result), workspace: ref.workspace },
			}));
		return items.length > 0 ? [items] : null;
	} catch (error) {
		throw fromThrown(node, error);
	}
}

/** Mail that is known already, or of nobody we know, starts nothing. */
function isWanted({ result }: PolledMail, kinds: readonly string[]): boolean {
	const kind = result.verdict.kind === 'delayed' ? 'bounce' : result.verdict.kind;
	return kinds.includes(kind) && result.results.some((one) => one.kind === 'recorded');
}

function accessOf(credentials: object) {
	const read = (name: string): unknown => Reflect.get(credentials, name);
	return {
		host: asText(read('host')) ?? '',
		port: asNumber(read('port')) ?? 993,
		secure: read('secure') !== false,
		user: asText(read('user')) ?? '',
		password: asText(read('password')) ?? '',
		allowUnauthorizedCerts: read('allowUnauthorizedCerts') === true,
	};
}
