import { isIP } from 'node:net';
import { mailLibrary } from './load';

/** n8n's `smtp` credential. */
export interface SmtpCredential {
	host: string;
	port: number;
	/** TLS from the first byte. */
	secure: boolean;
	user?: string;
	password?: string;
	/** Stay unencrypted even where the server offers STARTTLS. */
	disableStartTls?: boolean;
	/** How we introduce ourselves. */
	hostName?: string;
}

/** Times after which waiting is over, in milliseconds. */
export interface SmtpTimes {
	connect: number;
	greeting: number;
	/** Silence of the server; RFC 5321, 4.5.3.2 asks for 10 minutes after the final dot. */
	silence: number;
}

/** As patient as the RFC asks for. */
export const usualTimes: SmtpTimes = { connect: 30_000, greeting: 60_000, silence: 600_000 };

/** A live conversation with a server. */
export type SmtpConnection = InstanceType<ReturnType<typeof mailLibrary>['SMTPConnection']>;

/** Something went wrong in a conversation; `response` is what the server said, if it said anything. */
export interface SmtpFailure {
	message: string;
	response?: string;
	/** The command it belongs to, as the library names it. */
	command?: string;
}

/** Connects and logs in. Resolves to the failure where that does not work; never rejects. */
export async function connect(
	credential: SmtpCredential,
	times: SmtpTimes,
): Promise<{ connection: SmtpConnection } | { failure: SmtpFailure; phase: 'connect' | 'login' }> {
	const connection = new (mailLibrary().SMTPConnection)({
		host: String(credential.host),
		port: Number(credential.port),
		secure: credential.secure === true,
		ignoreTLS: credential.disableStartTls === true,
		// Where a password travels, encryption is not optional, except on this machine.
		requireTLS:
			!credential.secure &&
			credential.disableStartTls !== true &&
			!isLocal(credential.host) &&
			hasLogin(credential),
		...(credential.hostName && { name: String(credential.hostName) }),
		connectionTimeout: times.connect,
		greetingTimeout: times.greeting,
		socketTimeout: times.silence,
		// Closing means cutting: a graceful end could deliver bytes that were meant to stay here.
		socketCloseTimeout: 0,
		tls: { minVersion: 'TLSv1.2', ...(isLocal(credential.host) && { rejectUnauthorized: false }) },
	});
	const opened = await settled((done) => {
		connection.once('error', done);
		connection.connect(done);
	});
	// Errors of an idle connection are found when it is used next.
	connection.on('error', () => undefined);
	if (opened !== undefined) {
		connection.close();
		return { failure: opened, phase: 'connect' };
	}
	// The dot follows the body in a segment of its own: held back until the body is acknowledged it would cost 40 ms a mail.
	if (connection._socket) connection._socket.setNoDelay(true);
	if (!hasLogin(credential)) return { connection };
	const auth = { user: String(credential.user ?? ''), pass: String(credential.password ?? '') };
	const loggedIn = await settled((done) => connection.login(auth, done));
	if (loggedIn === undefined) return { connection };
	connection.close();
	return { failure: loggedIn, phase: 'login' };
}

/** Whether a host is this machine: mail to it reaches nobody else. */
export function isLocal(host: string): boolean {
	const name = host.trim().toLowerCase();
	if (name === 'localhost' || name.endsWith('.localhost')) return true;
	return isIP(name) === 4 ? name.startsWith('127.') : name === '::1';
}

/** An error of the library as plain data, without what it may hold of the credential. */
export function failureOf(error: unknown): SmtpFailure {
	if (!(error instanceof Error)) return { message: String(error) };
	const response: unknown = 'response' in error ? error.response : undefined;
	const command: unknown = 'command' in error ? error.command : undefined;
	return {
		message: error.message.slice(0, 500),
		...(typeof response === 'string' && { response }),
		...(typeof command === 'string' && { command }),
	};
}

function hasLogin({ user, password }: SmtpCredential): boolean {
	return Boolean(user) || Boolean(password);
}

/** Waits for a callback that may come by more than one way. */
async function settled(
	start: (done: (error?: unknown) => void) => void,
): Promise<SmtpFailure | undefined> {
	return await new Promise((resolve) => {
		start((error) => resolve(error ? failureOf(error) : undefined));
	});
}
