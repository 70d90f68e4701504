/** Who works with a company: the newest lead of its domain that has an owner, found without reading the others. */
export const companyOwners = `
CREATE INDEX leads_company ON leads (domain, created_at) WHERE owner IS NOT NULL;
`;
