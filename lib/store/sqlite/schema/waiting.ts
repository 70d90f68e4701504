/** Which leads wait for a rep to claim them, as `isWaiting` in core says it; a query by these very words uses the indexes. */
export const waitingLeads = `owner IS NULL AND stage IN ('filtered', 'assigned')
	AND coalesce(doc ->> 'isTest', 0) = 0 AND coalesce(doc ->> 'quarantined', 0) = 0`;

/** The order in which they are claimed: the most urgent first, then the highest score, then the oldest. */
export const byMerit = 'coalesce(priority, 4), coalesce(score, 0) DESC, created_at';

/** The team or pool in which a lead waits. */
export const poolOfLead = `lower(doc ->> 'team')`;

/** What waits, in the order in which it is claimed: a claim reads the first of them, however many wait and however many do not. */
export const waiting = `
CREATE INDEX leads_waiting ON leads (${byMerit}) WHERE ${waitingLeads};
CREATE INDEX leads_waiting_in ON leads (${poolOfLead}, ${byMerit}) WHERE ${waitingLeads};
`;
