/**
 * First form of the store. A lead, receipt, touchpoint … is one JSON document; columns beside it exist only because a
 * query or a constraint needs them. Instants in columns are milliseconds since the epoch.
 */
export const schema1 = `
CREATE TABLE kept (name TEXT PRIMARY KEY, doc TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE counters (kind TEXT NOT NULL, name TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (kind, name)) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
	receipt_id TEXT PRIMARY KEY,
	source TEXT NOT NULL,
	event_id TEXT NOT NULL,
	hash TEXT NOT NULL,
	received_at INTEGER NOT NULL,
	payload TEXT NOT NULL,
	meta TEXT NOT NULL,
	state TEXT NOT NULL DEFAULT 'kept',
	lead_ids TEXT NOT NULL DEFAULT '[]',
	outcomes TEXT NOT NULL DEFAULT '[]',
	started_at INTEGER,
	note TEXT,
	lease_until INTEGER NOT NULL DEFAULT 0,
	UNIQUE (source, event_id)
) STRICT;
CREATE TABLE receipt_leads (lead_id TEXT NOT NULL, receipt_id TEXT NOT NULL, PRIMARY KEY (lead_id, receipt_id)) STRICT, WITHOUT ROWID;
CREATE INDEX receipts_stale ON receipts (received_at) WHERE state = 'kept';
CREATE INDEX receipts_unstarted ON receipts (received_at) WHERE state = 'captured' AND started_at IS NULL;

CREATE TABLE leads (
	id INTEGER PRIMARY KEY,
	lead_id TEXT NOT NULL UNIQUE,
	version INTEGER NOT NULL,
	stage TEXT NOT NULL,
	temperature TEXT,
	owner TEXT,
	score REAL,
	priority INTEGER,
	domain TEXT,
	created_at INTEGER NOT NULL,
	updated_at INTEGER NOT NULL,
	last_touch_at INTEGER,
	next_action_at INTEGER,
	keys TEXT NOT NULL,
	doc TEXT NOT NULL
) STRICT;
CREATE INDEX leads_stage ON leads (stage);
CREATE INDEX leads_created ON leads (created_at);
CREATE INDEX leads_updated ON leads (updated_at);
CREATE INDEX leads_owner ON leads (owner, stage) WHERE owner IS NOT NULL;
CREATE INDEX leads_domain ON leads (domain) WHERE domain IS NOT NULL;
CREATE INDEX leads_score ON leads (score) WHERE score IS NOT NULL;
CREATE INDEX leads_priority ON leads (priority) WHERE priority IS NOT NULL;
CREATE INDEX leads_touched ON leads (last_touch_at) WHERE last_touch_at IS NOT NULL;
CREATE INDEX leads_action ON leads (next_action_at) WHERE next_action_at IS NOT NULL;

CREATE TABLE keys (kind TEXT NOT NULL, value TEXT NOT NULL, lead INTEGER NOT NULL, PRIMARY KEY (kind, value)) STRICT, WITHOUT ROWID;
CREATE TABLE phones (value TEXT NOT NULL, lead INTEGER NOT NULL, PRIMARY KEY (value, lead)) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
	id INTEGER PRIMARY KEY,
	lead INTEGER NOT NULL,
	at INTEGER NOT NULL,
	by TEXT NOT NULL,
	action TEXT NOT NULL,
	changes TEXT NOT NULL,
	note TEXT
) STRICT;
CREATE INDEX audit_lead ON audit (lead);

CREATE TABLE touchpoints (
	id INTEGER PRIMARY KEY,
	source TEXT NOT NULL,
	source_id TEXT NOT NULL,
	lead_id TEXT,
	anonymous_id TEXT,
	occurred_at INTEGER NOT NULL,
	doc TEXT NOT NULL,
	UNIQUE (source, source_id)
) STRICT;
CREATE INDEX touchpoints_lead ON touchpoints (lead_id, occurred_at) WHERE lead_id IS NOT NULL;
CREATE INDEX touchpoints_anonymous ON touchpoints (anonymous_id) WHERE lead_id IS NULL;

CREATE TABLE reps (rep_id TEXT PRIMARY KEY, position INTEGER NOT NULL, doc TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE pools (pool TEXT NOT NULL, rep_id TEXT NOT NULL, credit REAL NOT NULL, PRIMARY KEY (pool, rep_id)) STRICT, WITHOUT ROWID;
CREATE TABLE assignments (
	id INTEGER PRIMARY KEY,
	assignment_id TEXT NOT NULL UNIQUE,
	lead_id TEXT NOT NULL,
	rep_id TEXT NOT NULL,
	at INTEGER NOT NULL,
	ended_at INTEGER,
	doc TEXT NOT NULL
) STRICT;
CREATE INDEX assignments_lead ON assignments (lead_id);
CREATE INDEX assignments_rep ON assignments (rep_id, at);

CREATE TABLE sequences (
	name TEXT NOT NULL,
	version INTEGER NOT NULL,
	content_hash TEXT NOT NULL,
	doc TEXT NOT NULL,
	PRIMARY KEY (name, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE enrolments (
	id INTEGER PRIMARY KEY,
	enrolment_id TEXT NOT NULL UNIQUE,
	lead_id TEXT NOT NULL,
	sequence TEXT NOT NULL,
	state TEXT NOT NULL,
	held_reason TEXT,
	fence INTEGER NOT NULL DEFAULT 0,
	leased INTEGER NOT NULL DEFAULT 0,
	-- When it may be claimed: due, or the end of the lease; none when it is over.
	claim_at INTEGER,
	doc TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX enrolments_active ON enrolments (lead_id, sequence) WHERE state IN ('active', 'waitingTask');
CREATE INDEX enrolments_lead ON enrolments (lead_id);
CREATE INDEX enrolments_held ON enrolments (held_reason) WHERE held_reason IS NOT NULL AND claim_at IS NOT NULL;
CREATE INDEX enrolments_due ON enrolments (claim_at) WHERE claim_at IS NOT NULL;

CREATE TABLE deliveries (
	id INTEGER PRIMARY KEY,
	delivery_id TEXT NOT NULL UNIQUE,
	enrolment_id TEXT NOT NULL,
	step_id TEXT NOT NULL,
	generation INTEGER NOT NULL,
	repeat INTEGER NOT NULL,
	lead_id TEXT NOT NULL,
	mailbox TEXT NOT NULL,
	message_id TEXT NOT NULL,
	state TEXT NOT NULL,
	fence INTEGER NOT NULL,
	lease_until INTEGER,
	-- When it counts for caps: sent or under way.
	counted_at INTEGER,
	doc TEXT NOT NULL,
	UNIQUE (enrolment_id, step_id, generation, repeat)
) STRICT;
CREATE INDEX deliveries_lead ON deliveries (lead_id, counted_at);
CREATE INDEX deliveries_mailbox ON deliveries (mailbox, counted_at) WHERE counted_at IS NOT NULL;
CREATE INDEX deliveries_message ON deliveries (message_id);
CREATE INDEX deliveries_unsettled ON deliveries (state) WHERE state NOT IN ('accepted', 'refused', 'cancelled', 'handedOver');
CREATE INDEX deliveries_dot ON deliveries (enrolment_id) WHERE state = 'dotPending';

CREATE TABLE tasks (
	id INTEGER PRIMARY KEY,
	task_id TEXT NOT NULL UNIQUE,
	lead_id TEXT NOT NULL,
	enrolment_id TEXT,
	state TEXT NOT NULL,
	owner TEXT,
	due_at INTEGER NOT NULL,
	doc TEXT NOT NULL
) STRICT;
CREATE INDEX tasks_lead ON tasks (lead_id);
CREATE INDEX tasks_open ON tasks (due_at) WHERE state = 'open';
CREATE INDEX tasks_enrolment ON tasks (enrolment_id) WHERE state = 'open' AND enrolment_id IS NOT NULL;

CREATE TABLE suppression (
	hash TEXT NOT NULL,
	scope TEXT NOT NULL,
	kind TEXT NOT NULL,
	reason TEXT NOT NULL,
	at INTEGER NOT NULL,
	PRIMARY KEY (hash, scope)
) STRICT, WITHOUT ROWID;
`;
