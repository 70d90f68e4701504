import type { Zone } from '../../core/calendar';
import { fieldOf, fields } from '../../core/lead/fields';
import { isStage, moveStage } from '../../core/lead/lifecycle';
import type { Lead } from '../../core/lead/lead';
import { setField } from '../../core/record/setField';
import { fromCell, type CellValue } from '../../core/sheet/cells';
import type { RowCells } from '../../core/sheet/merge';
import { plainText } from '../../core/sheet/safeText';
import { ownPrefix } from '../../core/sheet/rows';
import type { ProcessContext } from '../context';

/** A lead with a person's edits, and the edits that it could not take, in words. */
export interface Edited {
	lead: Lead;
	refused: Array<{ key: string; message: string }>;
}

/** Puts the cells a person changed into the lead, field by field; a move to another stage has to be an allowed one. */
export function applyEdits(
	context: ProcessContext,
	lead: Lead,
	keys: readonly string[],
	cells: RowCells,
	zone: Zone,
): Edited {
	const edited: Edited = { lead, refused: [] };
	for (const key of keys) {
		const problem =
			key === 'stage' ? move(edited, cells, context) : set(edited, key, cells[key], context, zone);
		if (problem) edited.refused.push({ key, message: problem });
	}
	return edited;
}

/** The lead of a row whose lead the store does not know: what stands in the row, in the stage that stands there. */
export function restoreLead(
	{ now, by }: ProcessContext,
	leadId: string,
	cells: RowCells,
	zone: Zone,
): Lead {
	const at = new Date(now).toISOString();
	const stage =
		typeof cells['stage'] === 'string' && isStage(cells['stage']) ? cells['stage'] : 'new';
	const lead: Lead = {
		leadId,
		createdAt: at,
		updatedAt: at,
		stage,
		stageHistory: [{ from: null, to: stage, note: 'Restored from the sheet', by, at }],
	};
	const extra: Record<string, unknown> = {};
	for (const [key, cell] of Object.entries(cells)) {
		const field = fieldOf(key);
		if (key.startsWith(ownPrefix))
			extra[key.slice(ownPrefix.length)] = typeof cell === 'string' ? plainText(cell) : cell;
		else if (field && restored.has(key)) {
			const read = fromCell(field, cell, zone);
			if (read.ok && read.value !== undefined) Object.assign(lead, { [key]: read.value });
		}
	}
	return Object.keys(extra).length > 0 ? { ...lead, extra } : lead;
}

/** What a cell holds whole; the profile's verdict, the score's receipt and the stage are not among it. */
const restored = new Set<string>(
	fields
		.filter(
			({ key, type }) =>
				key !== 'stage' &&
				(type !== 'object' ||
					[
						'consent',
						'externalIds',
						'firstUtm',
						'lastUtm',
						'firstClickIds',
						'lastClickIds',
					].includes(key)),
		)
		.map(({ key }) => key),
);

function move(edited: Edited, cells: RowCells, { by, now }: ProcessContext): string | undefined {
	const to = String(cells['stage'] ?? '');
	if (!isStage(to)) return `'${to}' is no stage`;
	const reason = typeof cells['stageReason'] === 'string' ? cells['stageReason'] : undefined;
	const result = moveStage(edited.lead, {
		to,
		by,
		at: now,
		note: 'Changed in the sheet',
		...(reason ? { reason } : {}),
	});
	if (result.kind === 'refused') return result.message;
	edited.lead = result.lead;
	return undefined;
}

function set(
	edited: Edited,
	key: string,
	cell: CellValue,
	context: ProcessContext,
	zone: Zone,
): string | undefined {
	if (key === 'stageReason') return undefined;
	const field = fieldOf(key);
	const read = field ? fromCell(field, cell, zone) : undefined;
	if (read && !read.ok) return `${read.message}. ${read.remedy}`;
	const own = key.startsWith(ownPrefix) ? key.slice(ownPrefix.length) : key;
	const value = read ? read.value : typeof cell === 'string' ? plainText(cell) : cell;
	const result = setField(edited.lead, own, value ?? '', {
		defaultCountry: context.settings.defaultCountry,
		now: context.now,
	});
	if (result.kind === 'refused') return result.message;
	edited.lead = result.lead;
	return undefined;
}
