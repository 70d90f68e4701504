import { TriggerContext } from 'n8n-core';
import type { INode, ITriggerFunctions } from 'n8n-workflow';
import { LeadCaptureTrigger } from '../../nodes/LeadCapture/LeadCaptureTrigger.node';
import { environment } from './environment';
import { prepareWorkflow } from './workflow';

/** n8n's own request helpers, as a published trigger has them. */
export function httpHelpers(): Pick<ITriggerFunctions['helpers'], 'httpRequest'> {
	const type = 'n8n-nodes-lead-management.leadCaptureTrigger';
	const node: INode = {
		id: 'node',
		name: 'Trigger',
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const { workflow, base } = prepareWorkflow({
		nodes: [node],
		types: { [type]: new LeadCaptureTrigger() },
	});
	const around = environment(base, 'trigger', {});
	return new TriggerContext(workflow, node, around, 'trigger', 'activate').helpers;
}
