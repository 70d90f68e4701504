import type { CaptureOptions } from '../../lib/process/capture/types';
import { formKinds, type FormKind } from '../../lib/core/form/form';
import { fetchingOf } from '../../lib/core/capture/presets/fetching';
import type { ReadOptions } from '../../lib/core/capture/submission';
import { mainWorkspace, type Parameters } from '../shared';
import { readingOf } from './reading';

/** Where a trigger listens and how it reads what arrives there. */
export interface TriggerAddress {
	workspace: string;
	/** Unique in the workspace: receipts are kept under it. */
	source: string;
	read: ReadOptions;
	capture: CaptureOptions;
}

const answers = ['fill', 'update', 'unchanged', 'review'] as const;

/** The address as the trigger's panel says. Public sources fill blanks only, unless the user decides otherwise. */
export function addressOf(parameters: Parameters): TriggerAddress {
	const provider = parameters.text('source', 'website');
	const read = readingOf(parameters, '');
	const source = `webhook:${parameters.text('path', 'lead/main/website')}`;
	return {
		workspace: parameters.text('workspace', mainWorkspace),
		source,
		read: {
			...read,
			...(provider === 'website' ? {} : { preset: provider === 'form' ? 'hostedForm' : provider }),
			...(provider === 'form' ? readingOfForm(parameters, read.defaultSource) : {}),
		},
		capture: {
			onMatch: parameters.choice('options.onMatch', answers),
			fetched: fetchingOf(provider) !== undefined,
			...(asksToConfirm(parameters) ? { confirmFor: source } : {}),
		},
	};
}

/** Whether consent counts only when it was confirmed by a link that was mailed. */
export function asksToConfirm(parameters: Parameters): boolean {
	return (
		parameters.text('source') === 'form' &&
		parameters.text('kind') !== 'internal' &&
		parameters.flag('doubleOptIn')
	);
}

/** Source of leads by the kind of form they came through, unless the user names one. */
const sources: Readonly<Record<FormKind, string>> = {
	form: 'Website Form',
	landing: 'Landing Page',
	newsletter: 'Newsletter Sign-Up',
	gated: 'Gated File',
	internal: 'Entered by Hand',
};

/** Forms name their kind as the source, and colleagues who gave a password are believed. */
function readingOfForm(parameters: Parameters, source: string | undefined): ReadOptions {
	const kind = parameters.choice('kind', formKinds);
	return {
		defaultSource: source ?? sources[kind],
		trusted: kind === 'internal' && parameters.text('access') === 'password',
	};
}
