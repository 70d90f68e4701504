import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { freePort } from './ports';

/** A mail as it came over SMTP. */
export interface CaughtMail {
	from: string;
	to: string[];
	messageId: string;
	/** The message as it was sent. */
	raw: Buffer;
	parsed: Email;
}

/** An SMTP server for tests: keeps mails in memory. */
export interface Catcher {
	readonly port: number;
	readonly mails: CaughtMail[];
	/** What n8n's SMTP credential has to say to reach it. */
	readonly credential: Record<string, unknown>;
	stop(): Promise<void>;
}

/** @param options.port the port to listen on, so that a catcher can come back where another was */
export async function catchMail(options: { port?: number } = {}): Promise<Catcher> {
	const mails: CaughtMail[] = [];
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['AUTH', 'STARTTLS'],
		onData(stream, session, done) {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				const raw = Buffer.concat(chunks);
				PostalMime.parse(raw).then((parsed) => {
					const { mailFrom, rcptTo } = session.envelope;
					mails.push({
						from: mailFrom === false ? '' : mailFrom.address,
						to: rcptTo.map(({ address }) => address),
						messageId: parsed.messageId ?? '',
						raw,
						parsed,
					});
					done();
				}, done);
			});
		},
	});
	const port = await freePort(options.port);
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => resolve());
	});
	return {
		port,
		mails,
		credential: smtpCredential(port),
		stop: () => new Promise((resolve) => server.close(() => resolve())),
	};
}

/** n8n's own SMTP credential for a server on this machine that asks for neither name nor encryption. */
export function smtpCredential(port: number): Record<string, unknown> {
	return {
		user: '',
		password: '',
		host: '127.0.0.1',
		port,
		secure: false,
		disableStartTls: true,
		hostName: 'localhost',
	};
}
