import { randomBytes } from 'node:crypto';
import { defaultSettings, type WorkspaceSettings } from '../../../core/workspace/settings';
import type { StoreSecrets } from '../../types';
import { text, type Session } from '../session';

/** Settings of the workspace; what nobody has set has its default. */
export async function settings(session: Session): Promise<WorkspaceSettings> {
	return withDefaults(session, await session.kept('settings'));
}

/** Changes settings under a lock on their row; a value that is undefined in the patch goes back to its default. */
export async function saveSettings(
	session: Session,
	patch: Partial<WorkspaceSettings>,
): Promise<WorkspaceSettings> {
	await session.rows(
		"INSERT INTO lm.kept (name, doc) VALUES ('settings', '{}') ON CONFLICT DO NOTHING",
	);
	const [row] = await session.rows("SELECT doc FROM lm.kept WHERE name = 'settings' FOR UPDATE");
	const kept: Partial<WorkspaceSettings> = JSON.parse(text(row?.doc) || '{}');
	const doc = JSON.stringify({ ...kept, ...patch });
	await session.rows("UPDATE lm.kept SET doc = $1 WHERE name = 'settings'", [doc]);
	return withDefaults(session, doc);
}

function withDefaults(session: Session, doc = '{}'): WorkspaceSettings {
	const kept: Partial<WorkspaceSettings> = JSON.parse(doc);
	return { ...defaultSettings(session.workspace), ...kept };
}

/** The workspace's keys, made by whoever asks first: 256 bits each. */
export async function saveSecrets(session: Session): Promise<StoreSecrets> {
	const kept = await session.kept('secrets');
	if (kept !== undefined) return JSON.parse(kept);
	const made: StoreSecrets = {
		tokenKeys: [{ kid: randomBytes(4).toString('hex'), key: randomBytes(32).toString('base64') }],
		hashSalt: randomBytes(32).toString('base64'),
	};
	// Whoever comes second waits here for the first, and then reads what the first has made.
	await session.rows(
		"INSERT INTO lm.kept (name, doc) VALUES ('secrets', $1) ON CONFLICT DO NOTHING",
		[JSON.stringify(made)],
	);
	return JSON.parse((await session.kept('secrets')) ?? '{}');
}
