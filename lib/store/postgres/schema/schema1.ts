/**
 * First form of the store, table by table what SQLite's has: documents as JSON text, columns beside them where a query or a
 * constraint needs one, instants as milliseconds. Texts compare by code point, as they do there.
 * One schema per workspace: no statement can reach another workspace, and dropping the schema removes a client whole.
 */
export const schema1 = `
CREATE TABLE lm.locks (name text PRIMARY KEY);
INSERT INTO lm.locks (name) VALUES ('pools'), ('accounts');
CREATE TABLE lm.kept (name text COLLATE "C" PRIMARY KEY, doc text COLLATE "C" NOT NULL);
CREATE TABLE lm.counters (kind text COLLATE "C" NOT NULL, name text COLLATE "C" NOT NULL, shard integer NOT NULL, n bigint NOT NULL, PRIMARY KEY (kind, name, shard));

CREATE TABLE lm.receipts (
	receipt_id text COLLATE "C" PRIMARY KEY,
	source text COLLATE "C" NOT NULL,
	event_id text COLLATE "C" NOT NULL,
	hash text COLLATE "C" NOT NULL,
	received_at bigint NOT NULL,
	payload text COLLATE "C" NOT NULL,
	meta text COLLATE "C" NOT NULL,
	state text COLLATE "C" NOT NULL DEFAULT 'kept',
	lead_ids text COLLATE "C" NOT NULL DEFAULT '[]',
	outcomes text COLLATE "C" NOT NULL DEFAULT '[]',
	starts bigint NOT NULL DEFAULT 0,
	ended_at bigint,
	note text COLLATE "C",
	lease_until bigint NOT NULL DEFAULT 0,
	UNIQUE (source, event_id)
);
CREATE TABLE lm.receipt_leads (lead_id text COLLATE "C" NOT NULL, receipt_id text COLLATE "C" NOT NULL, PRIMARY KEY (lead_id, receipt_id));
CREATE INDEX receipts_stale ON lm.receipts (received_at) WHERE state = 'kept';
CREATE INDEX receipts_unended ON lm.receipts (received_at) WHERE state = 'captured' AND ended_at IS NULL;
CREATE INDEX receipts_waiting ON lm.receipts (received_at) WHERE state = 'awaitingFields';
CREATE INDEX receipts_content ON lm.receipts (received_at, receipt_id) WHERE payload <> 'null' AND state IN ('captured', 'rejected');

CREATE TABLE lm.leads (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	lead_id text COLLATE "C" NOT NULL UNIQUE,
	version bigint NOT NULL,
	stage text COLLATE "C" NOT NULL,
	temperature text COLLATE "C",
	owner text COLLATE "C",
	score double precision,
	priority bigint,
	domain text COLLATE "C",
	created_at bigint NOT NULL,
	updated_at bigint NOT NULL,
	last_touch_at bigint,
	next_action_at bigint,
	keys text COLLATE "C" NOT NULL,
	doc text COLLATE "C" NOT NULL
);
CREATE INDEX leads_stage ON lm.leads (stage);
CREATE INDEX leads_created ON lm.leads (created_at);
CREATE INDEX leads_updated ON lm.leads (updated_at);
CREATE INDEX leads_owner ON lm.leads (owner, stage) WHERE owner IS NOT NULL;
CREATE INDEX leads_domain ON lm.leads (domain) WHERE domain IS NOT NULL;
CREATE INDEX leads_company ON lm.leads (domain, created_at) WHERE owner IS NOT NULL;
CREATE INDEX leads_score ON lm.leads (score) WHERE score IS NOT NULL;
CREATE INDEX leads_priority ON lm.leads (priority) WHERE priority IS NOT NULL;
CREATE INDEX leads_touched ON lm.leads (last_touch_at) WHERE last_touch_at IS NOT NULL;
CREATE INDEX leads_action ON lm.leads (next_action_at) WHERE next_action_at IS NOT NULL;

CREATE TABLE lm.keys (kind text COLLATE "C" NOT NULL, value text COLLATE "C" NOT NULL, lead bigint NOT NULL, PRIMARY KEY (kind, value));
CREATE TABLE lm.phones (value text COLLATE "C" NOT NULL, lead bigint NOT NULL, PRIMARY KEY (value, lead));

CREATE TABLE lm.audit (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	lead bigint NOT NULL,
	at bigint NOT NULL,
	by text COLLATE "C" NOT NULL,
	action text COLLATE "C" NOT NULL,
	changes text COLLATE "C" NOT NULL,
	note text COLLATE "C"
);
CREATE INDEX audit_lead ON lm.audit (lead);

CREATE TABLE lm.touchpoints (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	source text COLLATE "C" NOT NULL,
	source_id text COLLATE "C" NOT NULL,
	lead_id text COLLATE "C",
	anonymous_id text COLLATE "C",
	occurred_at bigint NOT NULL,
	doc text COLLATE "C" NOT NULL,
	UNIQUE (source, source_id)
);
CREATE INDEX touchpoints_lead ON lm.touchpoints (lead_id, occurred_at) WHERE lead_id IS NOT NULL;
CREATE INDEX touchpoints_at ON lm.touchpoints (occurred_at, id);
CREATE INDEX touchpoints_anonymous ON lm.touchpoints (anonymous_id) WHERE lead_id IS NULL;

CREATE TABLE lm.reps (rep_id text COLLATE "C" PRIMARY KEY, position bigint NOT NULL, doc text COLLATE "C" NOT NULL);
CREATE TABLE lm.pools (pool text COLLATE "C" NOT NULL, rep_id text COLLATE "C" NOT NULL, credit double precision NOT NULL, PRIMARY KEY (pool, rep_id));
CREATE TABLE lm.assignments (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	assignment_id text COLLATE "C" NOT NULL UNIQUE,
	lead_id text COLLATE "C" NOT NULL,
	rep_id text COLLATE "C" NOT NULL,
	at bigint NOT NULL,
	ended_at bigint,
	doc text COLLATE "C" NOT NULL
);
CREATE INDEX assignments_lead ON lm.assignments (lead_id);
CREATE INDEX assignments_rep ON lm.assignments (rep_id, at);
CREATE INDEX assignments_at ON lm.assignments (at, id);

CREATE TABLE lm.sequences (
	name text COLLATE "C" NOT NULL,
	version bigint NOT NULL,
	content_hash text COLLATE "C" NOT NULL,
	doc text COLLATE "C" NOT NULL,
	PRIMARY KEY (name, version)
);

CREATE TABLE lm.enrolments (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	enrolment_id text COLLATE "C" NOT NULL UNIQUE,
	lead_id text COLLATE "C" NOT NULL,
	sequence text COLLATE "C" NOT NULL,
	state text COLLATE "C" NOT NULL,
	held_reason text COLLATE "C",
	fence bigint NOT NULL DEFAULT 0,
	leased bigint NOT NULL DEFAULT 0,
	-- When it may be claimed: due, or the end of the lease; none when it is over.
	claim_at bigint,
	doc text COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX enrolments_active ON lm.enrolments (lead_id, sequence) WHERE state IN ('active', 'waitingTask');
CREATE INDEX enrolments_lead ON lm.enrolments (lead_id);
CREATE INDEX enrolments_held ON lm.enrolments (held_reason) WHERE held_reason IS NOT NULL AND claim_at IS NOT NULL;
CREATE INDEX enrolments_due ON lm.enrolments (claim_at) WHERE claim_at IS NOT NULL;

CREATE TABLE lm.deliveries (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	delivery_id text COLLATE "C" NOT NULL UNIQUE,
	enrolment_id text COLLATE "C" NOT NULL,
	step_id text COLLATE "C" NOT NULL,
	generation bigint NOT NULL,
	repeat bigint NOT NULL,
	lead_id text COLLATE "C" NOT NULL,
	mailbox text COLLATE "C" NOT NULL,
	message_id text COLLATE "C" NOT NULL,
	state text COLLATE "C" NOT NULL,
	fence bigint NOT NULL,
	lease_until bigint,
	-- When it counts for caps: sent or under way.
	counted_at bigint,
	doc text COLLATE "C" NOT NULL,
	UNIQUE (enrolment_id, step_id, generation, repeat)
);
CREATE INDEX deliveries_lead ON lm.deliveries (lead_id, counted_at);
CREATE INDEX deliveries_mailbox ON lm.deliveries (mailbox, counted_at) WHERE counted_at IS NOT NULL;
CREATE INDEX deliveries_message ON lm.deliveries (message_id);
CREATE INDEX deliveries_unsettled ON lm.deliveries (state) WHERE state NOT IN ('accepted', 'refused', 'cancelled', 'handedOver');
CREATE INDEX deliveries_dot ON lm.deliveries (enrolment_id) WHERE state = 'dotPending';

CREATE TABLE lm.tasks (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	task_id text COLLATE "C" NOT NULL UNIQUE,
	lead_id text COLLATE "C" NOT NULL,
	enrolment_id text COLLATE "C",
	state text COLLATE "C" NOT NULL,
	owner text COLLATE "C",
	due_at bigint NOT NULL,
	doc text COLLATE "C" NOT NULL
);
CREATE INDEX tasks_lead ON lm.tasks (lead_id);
CREATE INDEX tasks_open ON lm.tasks (due_at) WHERE state = 'open';
CREATE INDEX tasks_enrolment ON lm.tasks (enrolment_id) WHERE state = 'open' AND enrolment_id IS NOT NULL;

CREATE TABLE lm.suppression (
	hash text COLLATE "C" NOT NULL,
	scope text COLLATE "C" NOT NULL,
	kind text COLLATE "C" NOT NULL,
	reason text COLLATE "C" NOT NULL,
	at bigint NOT NULL,
	PRIMARY KEY (hash, scope)
);

CREATE TABLE lm.sheets (
	sheet text COLLATE "C" PRIMARY KEY,
	fence bigint NOT NULL,
	lease_until bigint NOT NULL,
	state text COLLATE "C" NOT NULL
);

CREATE TABLE lm.sheet_rows (
	sheet text COLLATE "C" NOT NULL,
	lead_id text COLLATE "C" NOT NULL,
	version bigint NOT NULL,
	cells text COLLATE "C" NOT NULL,
	PRIMARY KEY (sheet, lead_id)
);

CREATE TABLE lm.merges (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	merge_id text COLLATE "C" NOT NULL UNIQUE,
	survivor text COLLATE "C" NOT NULL,
	at bigint NOT NULL,
	by text COLLATE "C" NOT NULL,
	undone_at bigint,
	doc text COLLATE "C" NOT NULL
);
CREATE TABLE lm.merge_leads (lead_id text COLLATE "C" NOT NULL, merge_id text COLLATE "C" NOT NULL, PRIMARY KEY (lead_id, merge_id));
`;
