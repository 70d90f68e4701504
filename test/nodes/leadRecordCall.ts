import { LeadRecord } from '../../nodes/LeadRecord/LeadRecord.node';
import { runNode, type NodeRun } from '../../scripts/engine/node';

export const ann = {
	leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA1',
	email: 'ann@example.com',
	stage: 'assigned' as const,
};
export const bob = {
	leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA2',
	email: 'bob@example.com',
	score: 80,
};

/** Runs an operation of Lead Record. */
export async function leadRecord(operation: string, run: Omit<NodeRun, 'type'>) {
	return await runNode({
		type: new LeadRecord(),
		...run,
		parameters: { operation, ...run.parameters },
	});
}
