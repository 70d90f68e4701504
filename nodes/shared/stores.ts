import {
	NodeOperationError,
	type FunctionsBase,
	type INode,
	type INodeCredentialDescription,
	type INodeProperties,
} from 'n8n-workflow';
import { canBeUsed, ofHost, type PostgresPlace, type StoreRef } from '../../lib/process/stores';
import { asNumber, asText } from '../../lib/core/loose';

/** The credential of a lead store in Postgres: n8n's own. */
export const storeCredential: INodeCredentialDescription = {
	name: 'postgres',
	required: true,
	displayOptions: { show: { store: ['postgres'] } },
};

const builtIn = {
	name: 'Built-in Database',
	value: 'builtIn',
	description: "A database file in n8n's own folder, made on first use; needs no credential",
};
const postgres = {
	name: 'Postgres',
	value: 'postgres',
	description: 'A database of yours, in schemas of its own; needed in queue mode',
};
const none = {
	name: 'No Store (Items Only)',
	value: 'none',
	description: 'Works on the incoming items alone and keeps nothing',
};

/** 'Lead Store', with 'No Store' where a node can do without. */
export function storeProperty(canDoWithout = false): INodeProperties {
	return {
		displayName: 'Lead Store',
		name: 'store',
		type: 'options',
		noDataExpression: true,
		options: [builtIn, ...(canDoWithout ? [none] : []), postgres],
		default: 'builtIn',
		description: 'Where leads are kept',
	};
}

/** Name of the workspace when the panel leaves it empty. */
export const mainWorkspace = 'Main';

/** Where the leads of a workspace are, by the node's 'Lead Store' and its credential. */
export async function storeRefOf(
	functions: Pick<FunctionsBase, 'getCredentials' | 'getNode'>,
	workspace: string,
	store: unknown,
): Promise<StoreRef> {
	if (store !== 'postgres') return { workspace };
	const found = await ofHost(async () => await functions.getCredentials('postgres'));
	if (found['sshTunnel'] === true) {
		throw new NodeOperationError(functions.getNode(), 'An SSH tunnel is not supported here', {
			description:
				"Open the tunnel beside n8n (ssh -L), enter its end as host and port in the Postgres credential, and turn 'SSH Tunnel' off.",
		});
	}
	return { workspace, database: placeOf(found) };
}

/** Where the leads are that a trigger works on, by its own 'Workspace' and 'Lead Store'. */
export async function triggerStore(
	functions: Pick<FunctionsBase, 'getCredentials' | 'getNode'> & {
		getNodeParameter(name: string, fallback: string): unknown;
	},
): Promise<StoreRef> {
	const workspace = asText(functions.getNodeParameter('workspace', mainWorkspace)) ?? mainWorkspace;
	const store = functions.getNodeParameter('store', 'builtIn');
	const id = store === 'postgres' ? functions.getNode().credentials?.['postgres']?.id : undefined;
	const known = places.get(id ?? '');
	if (known !== undefined && Date.now() < known.until)
		return { workspace, database: known.database };
	const ref = await storeRefOf(functions, workspace, store);
	if (id && ref.database)
		places.set(id, { database: ref.database, until: Date.now() + placeKeptMs });
	return ref;
}

/**
 * Databases of triggers, by the id of their credential. For every request n8n would read the credential from its own database and start
 * an expression engine for it, which takes longer than the capture.
 */
const places = new Map<string, { database: PostgresPlace; until: number }>();
/** How long a changed credential goes unnoticed by a trigger that has just used it. */
const placeKeptMs = 10_000;

/** The place itself, for use in a run: refuses the built-in database in queue mode before anything is lost. */
export function mustBeUsable(node: INode, ref: StoreRef): StoreRef {
	if (canBeUsed(ref)) return ref;
	throw new NodeOperationError(node, 'The built-in database cannot be used in queue mode', {
		description:
			"n8n runs in queue mode, where executions run in several processes that would not see each other's leads. Set 'Lead Store' to Postgres in every node, or run n8n in regular mode (EXECUTIONS_MODE=regular).",
	});
}

/** A database in the words of n8n's credential: 'Allow' and 'Require' both mean SSL there. */
function placeOf(found: Readonly<Record<string, unknown>>): PostgresPlace {
	const ssl = found['ssl'];
	return {
		host: asText(found['host']) ?? 'localhost',
		port: asNumber(found['port']) ?? 5432,
		database: asText(found['database']) ?? 'postgres',
		user: asText(found['user']) ?? 'postgres',
		password: typeof found['password'] === 'string' ? found['password'] : '',
		ssl:
			found['allowUnauthorizedCerts'] === true
				? 'anyCertificate'
				: ssl === 'allow' || ssl === 'require'
					? 'verified'
					: 'off',
		maxConnections: asNumber(found['maxConnections']) ?? 100,
	};
}
