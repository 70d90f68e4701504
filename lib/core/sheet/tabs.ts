import { leadsTab, type TabSpec } from './columns';
import { listTabs } from './lists/tabs';

/** Every tab that the product keeps, in their order in the spreadsheet. */
export const sheetTabs: readonly TabSpec[] = [leadsTab, ...Object.values(listTabs)];
