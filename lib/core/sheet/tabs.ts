import { leadsTab, type TabSpec } from './columns';

/** Every tab that the product keeps, in their order in the spreadsheet. */
export const sheetTabs: readonly TabSpec[] = [leadsTab];
