import { createHmac } from 'node:crypto';
import { domainKey, emailKey } from '../../core/capture/identity';
import type { Delivery, Suppression } from '../../core/nurture/types';

/** An address, number or domain that may be suppressed. */
export type Who = Pick<Suppression, 'kind' | 'value'>;

/** One spelling of each, so that 'info@müller.example' is suppressed under either spelling of its domain. */
const spellings: Readonly<Record<Who['kind'], (value: string) => string>> = {
	email: emailKey,
	domain: domainKey,
	phone: (value) => value.trim().toLowerCase(),
};

/** Addresses are kept as a salted hash only, so that a suppression outlives the erasure of its lead. */
export function hashOf(salt: string, { kind, value }: Who): string {
	return createHmac('sha256', Buffer.from(salt, 'base64'))
		.update(`${kind}:${spellings[kind](value)}`)
		.digest('base64');
}

/** What has to be free of suppression before a delivery may go out. */
export function receiversOf({ channel, to }: Pick<Delivery, 'channel' | 'to'>): Who[] {
	if (channel !== 'email') return [{ kind: 'phone', value: to }];
	return [
		{ kind: 'email', value: to },
		{ kind: 'domain', value: to.split('@').at(-1) ?? '' },
	];
}

/** The scope a row tells; a word this version does not know forbids everything. */
export function toScope(scope: string): Suppression['scope'] {
	const [kind, name] = [scope.slice(0, scope.indexOf(':')), scope.slice(scope.indexOf(':') + 1)];
	if (kind === 'sequence') return `sequence:${name}`;
	if (kind === 'topic') return `topic:${name}`;
	switch (scope) {
		case 'email':
		case 'phone':
		case 'sms':
		case 'postal':
		case 'social':
			return scope;
		default:
			return 'all';
	}
}
