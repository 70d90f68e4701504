import { types } from 'node:util';
import { presentVersion } from './schema/migrations';
import type { Failure } from './messages';
import { NewerStore } from './session';

/** SQLite's primary result codes that say something of the machine, not of the request (sqlite.org/rescode.html). */
const advice: Readonly<Record<number, { what: string; retryable: boolean }>> = {
	5: { what: 'is busy with another process. Try again', retryable: true },
	6: { what: 'is locked. Try again', retryable: true },
	8: { what: 'is read-only. Give n8n permission to write to it', retryable: false },
	10: {
		what: 'cannot be read or written: the disk reports an error. Check the disk',
		retryable: true,
	},
	11: { what: 'is damaged. Restore the last backup', retryable: false },
	13: { what: 'cannot grow: the disk is full. Free some space', retryable: true },
	14: {
		what: 'cannot be opened. Check that the folder exists and n8n may write to it',
		retryable: false,
	},
	26: {
		what: 'is not a lead store. Choose another folder or restore the last backup',
		retryable: false,
	},
};

/** Says what went wrong and what to do, in a form that crosses threads. */
export function explainFailure(error: unknown, file: string): Failure {
	if (error instanceof NewerStore) {
		return {
			message: `The lead store ${file} was written by a newer version of this package (form ${error.found}, this version knows ${presentVersion}). Update the package.`,
			retryable: false,
		};
	}
	if (!types.isNativeError(error)) return { message: String(error) };
	const code = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0;
	const known = advice[code];
	if (known === undefined) return { message: error.message, stack: error.stack };
	return {
		message: `The lead store ${file} ${known.what}. (${error.message})`,
		retryable: known.retryable,
	};
}
