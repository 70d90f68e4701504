import { types } from 'node:util';
import { StoreUnavailable } from '../types';
import type { PostgresPlace } from './place';

/** Thrown by an operation that lost a race and has to look again: its transaction is begun anew. */
export class Again extends Error {
	constructor(what: string) {
		super(`The lead store could not settle a race over ${what}. Try again.`);
		this.name = 'Again';
	}
}

/** A workspace's schema in a form this version does not know. */
export class NewerStore extends Error {
	constructor(readonly found: number) {
		super(`The store has form ${found}.`);
	}
}

/** What SQLSTATE and system errors mean for whoever runs n8n (postgresql.org, appendix A). */
const advice: ReadonlyArray<{ code: RegExp; what: string; retryable: boolean }> = [
	{
		code: /^(28P01|28000)$/,
		what: 'refuses the user or the password. Check the Postgres credential',
		retryable: false,
	},
	{ code: /^(40001|40P01)$/, what: 'is busy with other work on the same leads', retryable: true },
	{
		code: /^3D000$/,
		what: 'has no such database. Check the Postgres credential',
		retryable: false,
	},
	{
		code: /^42501$/,
		what: 'does not let this user write. Give it the right to create schemas in the database (GRANT CREATE ON DATABASE)',
		retryable: false,
	},
	{
		code: /^25006$/,
		what: 'is read-only, perhaps a standby. Connect to the primary',
		retryable: true,
	},
	{ code: /^53[0-9A-Z]{3}$/, what: 'is out of disk, memory or connections', retryable: true },
	{
		code: /^(57P0[0-9]|08[0-9A-Z]{3}|57014|55P03|25P03)$/,
		what: 'closed the connection',
		retryable: true,
	},
	{ code: /^(ENOTFOUND|EAI_AGAIN)$/, what: 'cannot be found. Check the host', retryable: true },
	{ code: /^ECONNREFUSED$/, what: 'does not answer. Check host and port', retryable: true },
	{
		code: /^(ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/,
		what: 'cannot be reached',
		retryable: true,
	},
	{
		code: /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|CERT_HAS_EXPIRED|ERR_TLS_CERT_ALTNAME_INVALID)$/,
		what: "has a certificate that cannot be verified. Install its issuer's, or tick 'Ignore SSL Issues' in the credential",
		retryable: false,
	},
];

/** pg tells a broken connection by its words only. */
const broken =
	/connection (terminated|ended|closed)|timeout (expired|exceeded)|not queryable|Cannot use a pool/i;
const noSsl = /does not support SSL/i;

/** An error of the database as one that says what to do; any other error as it is. */
export function explainFailure(error: unknown, place: PostgresPlace): unknown {
	const where = `The Postgres lead store at ${place.host}:${place.port}/${place.database}`;
	if (error instanceof NewerStore) {
		const message = `${where} was written by a newer version of this package (form ${error.found}). Update the package.`;
		return new StoreUnavailable(message, false, { cause: error });
	}
	if (error instanceof Again) return new StoreUnavailable(error.message, true, { cause: error });
	if (error instanceof StoreUnavailable || !types.isNativeError(error)) return error;
	const code = codeOf(error);
	const known = advice.find((one) => one.code.test(code));
	if (known !== undefined)
		return new StoreUnavailable(`${where} ${known.what}. (${error.message})`, known.retryable, {
			cause: error,
		});
	if (noSsl.test(error.message))
		return new StoreUnavailable(
			`${where} offers no SSL. Set 'SSL' to Disable in the credential.`,
			false,
			{
				cause: error,
			},
		);
	if (isUnreachable(error))
		return new StoreUnavailable(`${where} cannot be reached. (${error.message})`, true, {
			cause: error,
		});
	return error;
}

/** Whether a Postgres could not be reached, or had no connection to give in time. */
export function isUnreachable(error: unknown): boolean {
	if (/^(57P0[1-3]|08[0-9A-Z]{3}|53300|E[A-Z]{4,})$/.test(codeOf(error))) return true;
	return types.isNativeError(error) && broken.test(error.message);
}

/** Whether the same transaction, begun anew, may succeed: a lost race, a deadlock, a serialisation failure. */
export function mayPass(error: unknown): boolean {
	return error instanceof Again || ['40001', '40P01', '23505'].includes(codeOf(error));
}

/** Whether the connection was lost under a statement: it may have been idle and closed by the other side long before. */
export function isLostConnection(error: unknown): boolean {
	if (/^(57P0[1-3]|08[0-9A-Z]{3}|25P03|ECONNRESET|EPIPE)$/.test(codeOf(error))) return true;
	return (
		types.isNativeError(error) &&
		/connection (terminated|ended|closed)|not queryable/i.test(error.message)
	);
}

/** Whether a lost connection was lost before the statement was heard: its transaction was rolled back, and may begin anew. */
export function isUnsent(error: unknown): boolean {
	return (
		codeOf(error) === '25P03' ||
		(types.isNativeError(error) && /not queryable/i.test(error.message))
	);
}

/** Whether a pooler between us and the database has forgotten a prepared statement. */
export function isForgottenStatement(error: unknown): boolean {
	return ['26000', '42P05'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
	if (typeof error !== 'object' || error === null || !('code' in error)) return '';
	return typeof error.code === 'string' ? error.code : '';
}
