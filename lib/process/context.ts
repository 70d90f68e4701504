import type { LeadStore } from '../store/port';
import type { WorkspaceSettings } from '../core/workspace/settings';

/** What every step of the lead process is given: where leads are kept, the workspace's settings, the time and new ids. */
export interface ProcessContext {
	store: LeadStore;
	settings: WorkspaceSettings;
	/** Milliseconds since the epoch, from the store's clock, read once per run. */
	now: number;
	/** A new ULID; monotonic within a run. */
	newId(): string;
	/** Who is acting, for history and audit, e.g. 'Score (workflow Lead process)'. */
	by: string;
	/** Called between slices of work so that the event loop stays free and the user sees progress. */
	pause?(): Promise<void>;
}
