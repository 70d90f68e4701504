import { exitTouchpoints } from '../../sql/exits';

/** What may end a sequence is found among however many page views and opens. */
export const exits = `
CREATE INDEX touchpoints_exits ON touchpoints (lead_id, occurred_at) WHERE lead_id IS NOT NULL AND doc ->> 'type' ${exitTouchpoints};
`;
