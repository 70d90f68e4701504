import { describe } from '@jest/globals';
import { accountContract } from './contract/accounts';
import { assignContract } from './contract/assign';
import { cardsContract } from './contract/cards';
import { chainContract } from './contract/chains';
import { deliveryContract } from './contract/deliveries';
import { eraseContract } from './contract/erase';
import { formContract } from './contract/forms';
import { gateContract } from './contract/gate';
import { leadContract } from './contract/leads';
import { listContract } from './contract/list';
import { mailboxContract } from './contract/mailboxes';
import { mergeContract } from './contract/merges';
import { modelContract } from './contract/model';
import { nurtureContract } from './contract/nurture';
import { overdueContract } from './contract/overdue';
import { receiptContract } from './contract/receipts';
import { reportingContract } from './contract/reporting';
import { sheetContract } from './contract/sheets';
import { textContract } from './contract/texts';
import { touchpointContract } from './contract/touchpoints';
import { turnContract } from './contract/turns';
import { visitorContract } from './contract/visitors';
import { workspaceContract } from './contract/workspace';
import type { StorePlace } from './place';

/** What every engine of the lead store promises; `makePlace` gives each test an empty place of its own. */
export function storeContract(name: string, makePlace: () => Promise<StorePlace>): void {
	describe(`the lead store in ${name}`, () => {
		workspaceContract(makePlace);
		receiptContract(makePlace);
		leadContract(makePlace);
		touchpointContract(makePlace);
		listContract(makePlace);
		eraseContract(makePlace);
		mergeContract(makePlace);
		chainContract(makePlace);
		assignContract(makePlace);
		cardsContract(makePlace);
		overdueContract(makePlace);
		accountContract(makePlace);
		nurtureContract(makePlace);
		deliveryContract(makePlace);
		gateContract(makePlace);
		turnContract(makePlace);
		sheetContract(makePlace);
		reportingContract(makePlace);
		formContract(makePlace);
		textContract(makePlace);
		visitorContract(makePlace);
		mailboxContract(makePlace);
		modelContract(makePlace);
	});
}
