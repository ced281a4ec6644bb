/** The form of a store of alerts. `user_version` counts the steps that a store has gone; a new form is a further step, never a change of one. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE runs (
    rule_id TEXT NOT NULL,
    time TEXT NOT NULL,
    rule_name TEXT NOT NULL,
    rule_version TEXT,
    rule_hash TEXT NOT NULL,
    period_start TEXT NOT NULL,
    period_end TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('finished', 'suppressed', 'failed')),
    rows INTEGER NOT NULL,
    alerts INTEGER NOT NULL,
    repeated INTEGER NOT NULL,
    dropped INTEGER NOT NULL,
    error TEXT,
    PRIMARY KEY (rule_id, time)
  ) WITHOUT ROWID;

  CREATE TABLE alerts (
    id TEXT NOT NULL PRIMARY KEY,
    rule_id TEXT NOT NULL,
    time TEXT NOT NULL,
    last_found TEXT NOT NULL,
    row_group TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    severity TEXT,
    tactics TEXT NOT NULL,
    techniques TEXT NOT NULL,
    details TEXT NOT NULL,
    properties TEXT NOT NULL,
    columns TEXT NOT NULL,
    rows TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    FOREIGN KEY (rule_id, time) REFERENCES runs (rule_id, time) ON DELETE CASCADE
  ) WITHOUT ROWID;
  CREATE INDEX alerts_by_time ON alerts (time, rule_id, id);
  CREATE INDEX alerts_by_run ON alerts (rule_id, time);

  CREATE TABLE entities (
    alert_id TEXT NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    type TEXT NOT NULL,
    identifiers TEXT NOT NULL,
    PRIMARY KEY (alert_id, position)
  ) WITHOUT ROWID;
  CREATE INDEX entities_by_value ON entities (type, identifiers);
  `,
]
