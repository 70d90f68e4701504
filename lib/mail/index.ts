/** Mail: composing it by the standards, and handing it to a server so that nothing is lost or sent twice. */
export {
	displayName,
	domainOf,
	readAddress,
	type AddressResult,
	type MailAddress,
} from './address';
export { composeMail, mailParts, type DkimKey, type Mail, type MailParts } from './compose';
export { messageIdOf } from './messageId';
export type { Gate, Parcel } from './offer';
export type { SendOutcome } from './outcome';
export { smtpPool, type PoolOptions, type SmtpPool } from './pool';
export { isLocal, usualTimes, type SmtpCredential, type SmtpTimes } from './transport';
