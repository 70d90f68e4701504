import type { IWebhookDescription } from 'n8n-workflow';

/**
 * Where n8n 2.41 looks for a way to read a webhook's fields without its expression engine, which takes longer than everything else
 * that n8n does for a request (webhookDescriptionFields of n8n-workflow; written out because older hosts do not have it).
 */
const resolvers = Symbol.for('n8n.webhookDescriptionResolvers');

const template = '={{ $parameter["path"] }}';

/** The address is the parameter 'path'. */
const byPath = {
	path: template,
	isFullPath: true,
	[resolvers]: {
		path: { template, resolve: (parameters: Readonly<Record<string, unknown>>) => parameters.path },
	},
};

/** A trigger's one address, the parameter 'path', where it answers every request itself: POST, GET and HEAD. */
export const webhooksByPath: IWebhookDescription[] = [
	{ name: 'default' as const, httpMethod: 'POST' as const },
	{ name: 'setup' as const, httpMethod: 'GET' as const },
	{ name: 'setup' as const, httpMethod: 'HEAD' as const },
].map((one) => ({ ...one, responseMode: 'onReceived', responseData: '', ...byPath }));

/**
 * Versions of a trigger with an address; they do the same. To a webhook of version 1 n8n 2.41 puts an expression of its own before it
 * reads the body, whatever the node (parseRequestBody of its webhook-helpers), which takes longer than a capture.
 */
export const webhookVersion = 1.1;
export const webhookVersions = [1, webhookVersion];
