import type { sheets_v4 } from '@googleapis/sheets';
import { badRequest, newTab, ownRow, tabById, type Book, type Meta, type Tab } from './book';
import { deleteDimension, dimensionRange, insertDimension, moveDimension } from './dimension';
import { boxOf, paths, type Handlers } from './request';
import { metaResource, namedResource, tabProperties, withoutDefaults } from './resource';

/** Requests about tabs, rows and columns, named ranges, metadata and protection. */
export const tabRequests: Handlers = {
	addSheet: (book, { properties }, ids) => {
		const title = properties?.title ?? `Sheet${book.tabs.length + 1}`;
		if (book.tabs.some((tab) => tab.properties.title === title)) {
			throw badRequest(
				`A sheet with the name "${title}" already exists. Please enter another name.`,
			);
		}
		const grid = properties?.gridProperties;
		const index = properties?.index ?? book.tabs.length;
		const tab = newTab(
			properties?.sheetId ?? ids(),
			title,
			index,
			grid?.rowCount ?? 1000,
			grid?.columnCount ?? 26,
		);
		if (properties?.hidden) tab.properties.hidden = true;
		const { rowCount: _r, columnCount: _c, ...restGrid } = grid ?? {};
		if (Object.keys(restGrid).length > 0) tab.properties.gridProperties = restGrid;
		book.tabs.splice(index, 0, tab);
		renumber(book);
		return { addSheet: { properties: tabProperties(tab) } };
	},
	deleteSheet: (book, { sheetId }) => {
		const tab = tabById(book, sheetId);
		if (book.tabs.length === 1) throw badRequest("You can't remove all the sheets in a document.");
		book.tabs = book.tabs.filter((each) => each !== tab);
		book.named = book.named.filter((named) => named.sheetId !== tab.properties.sheetId);
		book.metas = book.metas.filter(
			({ at }) => !('sheetId' in at) || at.sheetId !== tab.properties.sheetId,
		);
		renumber(book);
		return {};
	},
	updateSheetProperties: (book, { properties, fields }) => {
		const tab = tabById(book, properties?.sheetId);
		for (const path of paths(fields)) setTabProperty(book, tab, path, properties ?? {});
		return {};
	},
	updateSpreadsheetProperties: (book, { properties, fields }) => {
		for (const path of paths(fields)) {
			if (path === 'title') book.title = properties?.title ?? book.title;
			if (path === 'locale') book.locale = properties?.locale ?? book.locale;
			if (path === 'timeZone') book.timeZone = properties?.timeZone ?? book.timeZone;
		}
		return {};
	},
	addNamedRange: (book, { namedRange }, ids) => {
		const name = namedRange?.name ?? '';
		if (book.named.some((each) => each.name === name)) {
			throw badRequest(`A named range with the name "${name}" already exists.`);
		}
		const id = namedRange?.namedRangeId ?? String(ids());
		if (book.named.some((each) => each.id === id))
			throw badRequest(`Cannot add a named range with duplicate ID: ${id}`);
		const named = {
			id,
			name,
			sheetId: namedRange?.range?.sheetId ?? 0,
			box: boxOf(namedRange?.range),
		};
		tabById(book, named.sheetId);
		book.named.push(named);
		return { addNamedRange: { namedRange: namedResource(named) } };
	},
	deleteNamedRange: (book, { namedRangeId }) => {
		const left = book.named.filter((each) => each.id !== namedRangeId);
		if (left.length === book.named.length)
			throw badRequest(`No named range with id: ${namedRangeId}`);
		book.named = left;
		return {};
	},
	createDeveloperMetadata: (book, { developerMetadata }, ids) => {
		const meta = newMeta(book, developerMetadata ?? {}, ids);
		book.metas.push(meta);
		return { createDeveloperMetadata: { developerMetadata: metaResource(meta) } };
	},
	updateDeveloperMetadata: (book, { dataFilters, developerMetadata, fields }) => {
		const found = book.metas.filter((meta) =>
			(dataFilters ?? []).some(({ developerMetadataLookup: look }) =>
				metaMatches(meta, look ?? {}),
			),
		);
		for (const meta of found) {
			if (paths(fields).includes('metadataValue'))
				meta.value = developerMetadata?.metadataValue ?? '';
		}
		return { updateDeveloperMetadata: { developerMetadata: found.map(metaResource) } };
	},
	deleteDeveloperMetadata: (book, { dataFilter }) => {
		const gone = book.metas.filter((meta) =>
			metaMatches(meta, dataFilter?.developerMetadataLookup ?? {}),
		);
		book.metas = book.metas.filter((meta) => !gone.includes(meta));
		return { deleteDeveloperMetadata: { deletedDeveloperMetadata: gone.map(metaResource) } };
	},
	insertDimension: (book, { range }) => {
		insertDimension(book, dimensionRange(book, range));
		return {};
	},
	appendDimension: (book, { sheetId, dimension, length }) => {
		const tab = tabById(book, sheetId);
		if (dimension === 'COLUMNS') tab.columnCount += length ?? 0;
		else tab.rowCount += length ?? 0;
		return {};
	},
	deleteDimension: (book, { range }) => {
		deleteDimension(book, dimensionRange(book, range));
		return {};
	},
	moveDimension: (book, { source, destinationIndex }) => {
		moveDimension(book, dimensionRange(book, source), destinationIndex ?? 0);
		return {};
	},
	updateDimensionProperties: (book, { range, properties, fields }) => {
		const { tab, dimension, start, end } = dimensionRange(book, range);
		const list = dimension === 'ROWS' ? tab.rowProperties : tab.columnProperties;
		const wanted = paths(fields).includes('*') ? Object.keys(properties ?? {}) : paths(fields);
		const picked = Object.fromEntries(
			Object.entries(properties ?? {}).filter(([key]) => wanted.includes(key)),
		);
		for (let index = start; index < Math.min(end, 200_000); index++)
			list[index] = { ...list[index], ...picked };
		return {};
	},
	autoResizeDimensions: () => ({}),
	addDimensionGroup: (book, { range }) => {
		const tab = tabById(book, range?.sheetId);
		if (range) tab.groups.push({ range, depth: 1 });
		return { addDimensionGroup: { dimensionGroups: tab.groups.map(withoutDefaults) } };
	},
	deleteDimensionGroup: (book, { range }) => {
		const tab = tabById(book, range?.sheetId);
		tab.groups = tab.groups.filter(
			(group) =>
				group.range?.startIndex !== range?.startIndex || group.range?.endIndex !== range?.endIndex,
		);
		return {
			deleteDimensionGroup: withoutDefaults({ dimensionGroups: tab.groups.map(withoutDefaults) }),
		};
	},
	addProtectedRange: (book, { protectedRange }, ids) => {
		const tab = tabById(book, protectedRange?.range?.sheetId);
		const made = {
			...protectedRange,
			requestingUserCanEdit: true,
			protectedRangeId: protectedRange?.protectedRangeId ?? ids(),
		};
		tab.protectedRanges.push(made);
		return { addProtectedRange: { protectedRange: withoutDefaults(made) } };
	},
	deleteProtectedRange: (book, { protectedRangeId }) => {
		const tab = book.tabs.find((each) =>
			each.protectedRanges.some((p) => p.protectedRangeId === protectedRangeId),
		);
		if (!tab) throw badRequest(`No protected range with ID: ${protectedRangeId}`);
		tab.protectedRanges = tab.protectedRanges.filter(
			(p) => p.protectedRangeId !== protectedRangeId,
		);
		return {};
	},
};

function setTabProperty(
	book: Book,
	tab: Tab,
	path: string,
	from: sheets_v4.Schema$SheetProperties,
): void {
	const grid = from.gridProperties ?? {};
	switch (path) {
		case '*':
			Object.keys(from).forEach((key) => key !== 'sheetId' && setTabProperty(book, tab, key, from));
			return;
		case 'gridProperties':
			Object.keys(grid).forEach((key) => setTabProperty(book, tab, `gridProperties.${key}`, from));
			return;
		case 'gridProperties.rowCount':
			tab.rowCount = grid.rowCount ?? tab.rowCount;
			tab.rows.length = Math.min(tab.rows.length, tab.rowCount);
			return;
		case 'gridProperties.columnCount':
			tab.columnCount = grid.columnCount ?? tab.columnCount;
			tab.rows.forEach((row, at) => {
				if (row && row.length > tab.columnCount) ownRow(tab, at).length = tab.columnCount;
			});
			return;
		case 'index':
			book.tabs.splice(book.tabs.indexOf(tab), 1);
			book.tabs.splice(from.index ?? 0, 0, tab);
			renumber(book);
			return;
		default:
			if (path.startsWith('gridProperties.')) {
				const key = path.slice('gridProperties.'.length);
				tab.properties.gridProperties = {
					...tab.properties.gridProperties,
					[key]: Reflect.get(grid, key),
				};
			} else Reflect.set(tab.properties, path, Reflect.get(from, path));
	}
}

function newMeta(book: Book, from: sheets_v4.Schema$DeveloperMetadata, ids: () => number): Meta {
	const range = from.location?.dimensionRange;
	if (range) tabById(book, range.sheetId);
	const id = from.metadataId ?? ids();
	if (book.metas.some((meta) => meta.id === id))
		throw badRequest(`A developer metadata with id ${id} already exists.`);
	return {
		id,
		key: from.metadataKey ?? '',
		...(from.metadataValue === undefined || from.metadataValue === null
			? {}
			: { value: from.metadataValue }),
		visibility: from.visibility ?? 'DOCUMENT',
		at: range
			? {
					sheetId: range.sheetId ?? 0,
					dimension: range.dimension === 'ROWS' ? 'ROWS' : 'COLUMNS',
					index: range.startIndex ?? 0,
				}
			: from.location?.sheetId === undefined || from.location.sheetId === null
				? { spreadsheet: true }
				: { sheetId: from.location.sheetId },
	};
}

/** Whether metadata answers a lookup. */
export function metaMatches(meta: Meta, look: sheets_v4.Schema$DeveloperMetadataLookup): boolean {
	return (
		(look.metadataId === undefined || look.metadataId === null || look.metadataId === meta.id) &&
		(!look.metadataKey || look.metadataKey === meta.key) &&
		(!look.metadataValue || look.metadataValue === meta.value)
	);
}

function renumber(book: Book): void {
	book.tabs.forEach((tab, index) => (tab.properties.index = index));
}
