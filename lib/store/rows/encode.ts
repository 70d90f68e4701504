import { indexable } from '../../core/capture/hash';
import type { Lead } from '../../core/lead/lead';
import type { Touchpoint } from '../../core/lead/touchpoint';
import type { Task } from '../../core/nurture/types';
import type { AuditEntry, LeadChange, LeadMerge, StoredLead } from '../types';
import { toMs } from './instants';
import type {
	AuditText,
	LeadColumns,
	LeadRow,
	LeadText,
	MergeRow,
	TaskRow,
	TouchpointRow,
} from './types';

/** Prepares a change on the asker's side, so that the writer only binds values. */
export function toLeadRow(change: LeadChange): LeadRow {
	const { lead, version, keys, lostKeys, touchpoints, judged, tasks, receipt, audit } = change;
	const { confirmations } = change;
	const row: LeadRow = {
		...toColumns(lead),
		version: version === 'new' ? 0 : version,
		audit: toAudit(audit),
	};
	if (keys !== undefined) row.keys = keys;
	if (lostKeys !== undefined) row.lostKeys = lostKeys;
	if (touchpoints !== undefined && touchpoints.length > 0) {
		row.touchpoints = touchpoints.map(toTouchpointRow);
	}
	if (judged !== undefined && judged.length > 0) row.judged = judged.map(toTouchpointRow);
	if (tasks !== undefined && tasks.length > 0) row.tasks = tasks.map(toTaskRow);
	if (receipt !== undefined) row.receipt = receipt;
	if (confirmations !== undefined && confirmations.length > 0) row.confirmations = confirmations;
	if (version === 'new' && lead.extra !== undefined) row.ownFields = Object.keys(lead.extra);
	return row;
}

/** Prepares a merge likewise. */
export function toMergeRow({ mergeId, survivor, absorbed, audit }: LeadMerge): MergeRow {
	const toRow = ({ lead, version }: StoredLead) => ({ ...toColumns(lead), version });
	return {
		mergeId,
		survivor: toRow(survivor),
		absorbed: absorbed.map(toRow),
		audit: toAudit(audit),
	};
}

/** The document of a lead and the columns that queries need. */
export function toColumns(lead: Lead): LeadColumns {
	return {
		leadId: lead.leadId,
		stage: lead.stage,
		temperature: textOr(lead.temperature),
		owner: indexedOr(lead.owner),
		score: numberOr(lead.score),
		priority: numberOr(lead.priority),
		domain: indexedOr(lead.domain?.toLowerCase()),
		createdAt: toMs(lead.createdAt) ?? 0,
		updatedAt: toMs(lead.updatedAt) ?? 0,
		lastTouchAt: toMs(lead.lastTouchAt) ?? null,
		nextActionAt: toMs(lead.nextActionAt) ?? null,
		doc: JSON.stringify(lead),
	};
}

export function toAudit({ by, action, changes, note }: AuditEntry): AuditText {
	return { by, action, changes: JSON.stringify(changes), note };
}

export function toTouchpointRow(touchpoint: Touchpoint): TouchpointRow {
	return {
		source: indexable(touchpoint.source),
		sourceId: indexable(touchpoint.sourceId),
		leadId: touchpoint.leadId ?? null,
		anonymousId: indexedOr(touchpoint.anonymousId),
		occurredAt: toMs(touchpoint.occurredAt) ?? 0,
		doc: JSON.stringify(touchpoint),
	};
}

export function toTaskRow(task: Task): TaskRow {
	return {
		taskId: task.taskId,
		leadId: task.leadId,
		enrolmentId: task.enrolmentId ?? null,
		state: task.state,
		owner: task.owner ?? null,
		dueAt: toMs(task.dueAt) ?? 0,
		doc: JSON.stringify(task),
	};
}

export function toStoredLead({ doc, version }: LeadText): StoredLead {
	return { lead: JSON.parse(doc), version };
}

function textOr(value: string | undefined): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}

/** A text that an index holds. */
function indexedOr(value: string | undefined): string | null {
	const text = textOr(value);
	return text === null ? null : indexable(text);
}

function numberOr(value: number | undefined): number | null {
	return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
