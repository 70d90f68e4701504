import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { answerOf } from '../copies';
import { schemaIn } from '../open';
import { startThread } from '../thread';
import type { TransferArgs, Transferred } from './transfer';

/**
 * Copies a workspace between its built-in store and a Postgres database, in a thread of its own.
 * @throws with what to do: the target is not empty, mails may go out, the database is away
 */
export async function copyBetween(args: Omit<TransferArgs, 'schema'>): Promise<Transferred> {
	mkdirSync(path.dirname(args.file), { recursive: true, mode: 0o700 });
	const workerData: TransferArgs = { ...args, schema: schemaIn(args.place, args.workspace) };
	return await answerOf<Transferred>(
		startThread('store/transfer/transferThread', { name: 'lead-store-transfer', workerData }),
	);
}
