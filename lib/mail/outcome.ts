import type { SmtpFailure } from './transport';
import { classify, readReply, type ReplyClass, type SmtpPhase } from './reply';

/** Refusals that are for good, as far as this message goes. */
type Final = Extract<ReplyClass, 'address' | 'recipient' | 'message'>;

/** What became of handing one message to a server. */
export type SendOutcome =
	| { kind: 'accepted'; reply: string; serverMessageId?: string }
	/** The server does not have it, and may be asked again later. */
	| {
			kind: 'deferred';
			why: string;
			cause: 'network' | 'login' | Exclude<ReplyClass, Final>;
	  }
	/** The server does not have it and does not want it. */
	| { kind: 'refused'; why: string; cause: Final }
	/** We took it back before the final dot. */
	| { kind: 'stopped'; why: string }
	/** It may have it: the connection ended after the final dot without an answer. */
	| { kind: 'uncertain'; why: string };

/**
 * Judges a failure. Only our own knowledge of the dot tells safe from unsafe: the errors look alike before and after it.
 *
 * @param dotWritten whether the final dot may have left this machine
 */
export function judge(failure: SmtpFailure, phase: SmtpPhase, dotWritten: boolean): SendOutcome {
	const reply = readReply(failure.response);
	const where = dotWritten ? 'afterDot' : phase;
	if (reply === undefined || reply.code < 400) {
		if (dotWritten) return { kind: 'uncertain', why: failure.message };
		return {
			kind: 'deferred',
			why: failure.message,
			cause: phase === 'login' ? 'login' : 'network',
		};
	}
	if (where === 'login') return { kind: 'deferred', why: reply.text, cause: 'login' };
	const cause = classify(reply, where);
	if (isFinal(cause)) return { kind: 'refused', why: reply.text, cause };
	return { kind: 'deferred', why: reply.text, cause };
}

function isFinal(cause: ReplyClass): cause is Final {
	return cause === 'address' || cause === 'recipient' || cause === 'message';
}

/** The phase that a command of the library belongs to. */
export function phaseOf(command: string | undefined): SmtpPhase {
	if (command === undefined || command === 'API') return 'data';
	if (command.startsWith('MAIL')) return 'mail';
	if (command.startsWith('RCPT')) return 'recipient';
	if (command === 'DATA') return 'data';
	return command.startsWith('AUTH') ? 'login' : 'connect';
}
