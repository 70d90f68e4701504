import { randomBytes } from 'node:crypto';
import { defaultSettings, type WorkspaceSettings } from '../../../core/workspace/settings';
import type { StoreSecrets } from '../../port';
import type { Session } from '../session';

/** Settings of the workspace; what nobody has set has its default. */
export function settings(session: Session): WorkspaceSettings {
	const kept: Partial<WorkspaceSettings> = JSON.parse(session.kept('settings') ?? '{}');
	return { ...defaultSettings(session.workspace), ...kept };
}

/** Changes settings; a value that is undefined in the patch goes back to its default. */
export function saveSettings(
	session: Session,
	patch: Partial<WorkspaceSettings>,
): WorkspaceSettings {
	const kept: Partial<WorkspaceSettings> = JSON.parse(session.kept('settings') ?? '{}');
	session.keep('settings', JSON.stringify({ ...kept, ...patch }));
	return settings(session);
}

/** The workspace's keys, made by whoever asks first: 256 bits each. */
export function saveSecrets(session: Session): StoreSecrets {
	const kept = session.kept('secrets');
	if (kept !== undefined) return JSON.parse(kept);
	const made: StoreSecrets = {
		tokenKeys: [{ kid: randomBytes(4).toString('hex'), key: randomBytes(32).toString('base64') }],
		hashSalt: randomBytes(32).toString('base64'),
	};
	session.keep('secrets', JSON.stringify(made));
	return made;
}
