import path from 'node:path';

/** Where the bootstrap put what the runtime needs. */
export interface Tools {
	/** Path of a Node 24. */
	node: string;
	/** Folder whose node_modules holds n8n. */
	n8n: string;
	/** Path of a headless Chromium. */
	chromium: string;
}

const variables: Record<keyof Tools, string> = {
	node: 'LEAD_NODE',
	n8n: 'LEAD_N8N',
	chromium: 'LEAD_CHROMIUM',
};

/** @throws where this process was not started by the bootstrap */
export function tool(name: keyof Tools): string {
	const value = process.env[variables[name]];
	if (value === undefined) {
		throw new Error(
			`${variables[name]} is not set: start this through 'node scripts/run.mjs <task>'.`,
		);
	}
	return value;
}

/** Parts of n8n that neither the demo nor a test needs and that cost time at start. */
const unusedModules = [
	'insights',
	'external-secrets',
	'mcp',
	'mcp-registry',
	'provisioning',
	'source-control',
	'chat-hub',
	'sso-oidc',
	'sso-saml',
	'log-streaming',
	'ldap',
	'quick-connect',
	'workflow-builder',
	'otel',
	'token-exchange',
	'instance-ai',
	'agents',
];

/**
 * The environment of an n8n that talks to nobody outside this machine and keeps everything in one folder.
 *
 * The expression engine stays n8n's default, because that is what users have. The task runner listens on a port of its
 * own, so that several instances can run side by side.
 */
export function environment(where: {
	folder: string;
	port: number;
	brokerPort: number;
}): NodeJS.ProcessEnv {
	const url = `http://localhost:${where.port}`;
	return {
		...inherited(),
		PATH: [path.dirname(tool('node')), process.env.PATH].join(path.delimiter),
		N8N_USER_FOLDER: where.folder,
		N8N_PORT: String(where.port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: 'localhost',
		N8N_PROTOCOL: 'http',
		N8N_EDITOR_BASE_URL: `${url}/`,
		N8N_WEBHOOK_URL: `${url}/`,
		GENERIC_TIMEZONE: 'UTC',
		N8N_SECURE_COOKIE: 'false',
		// As n8n's Docker image sets it.
		NODE_ENV: 'production',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		// The editor waits for n8n's list of verified packages, which is somewhere else.
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_DISABLED_MODULES: unusedModules.join(','),
		N8N_RUNNERS_BROKER_PORT: String(where.brokerPort),
		N8N_PYTHON_ENABLED: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_AI_ENABLED: 'false',
		N8N_LOG_LEVEL: 'info',
	};
}

/** Our own environment without what is meant for us or for npm. */
function inherited(): NodeJS.ProcessEnv {
	return Object.fromEntries(
		Object.entries(process.env).filter(
			([name]) => !/^(npm_|N8N_|LEAD_|JEST_|NODE_ENV$)/.test(name),
		),
	);
}
