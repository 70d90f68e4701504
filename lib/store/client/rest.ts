import type { LeadStore } from '../port';
import type { Connection } from '../operations';
import type { Caller } from './caller';

type Rest = Pick<
	LeadStore,
	'engine' | 'workspace' | 'now' | 'settings' | 'saveSettings' | 'secrets' | 'close'
>;

/** Settings and keys of the store, and its end. */
export function rest({ call }: Caller, connection: Connection): Rest {
	return {
		engine: connection.engine,
		workspace: connection.workspace,
		now: () => call('now', undefined),
		settings: () => call('settings', undefined),
		saveSettings: (patch) => call('saveSettings', patch),
		secrets: () => call('secrets', undefined),
		close: () => connection.close(),
	};
}
