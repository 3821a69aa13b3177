// SPDX-License-Identifier: Apache-2.0

/// The tables of the index, and the views that are documented in `docs/runs.md`.
///
/// Tables have names in the singular and may change; views have names in the plural.
enum RecordSchema {
  /// The version of the tables: an index of another one is made anew.
  static let version = 1

  /// What makes an empty index.
  static let statements = """
    CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE run (
      number INTEGER PRIMARY KEY, name TEXT NOT NULL, statement TEXT NOT NULL, sweep TEXT,
      model TEXT NOT NULL, parameters INTEGER NOT NULL, data TEXT NOT NULL, data_hash TEXT NOT NULL,
      rows INTEGER NOT NULL, seed INTEGER NOT NULL, key TEXT NOT NULL, version TEXT NOT NULL,
      directory TEXT NOT NULL, command TEXT NOT NULL, commit_hash TEXT, branch TEXT,
      kernels TEXT NOT NULL, threads INTEGER NOT NULL, host TEXT NOT NULL, started REAL NOT NULL,
      status TEXT NOT NULL, epochs INTEGER NOT NULL, kept_epoch INTEGER NOT NULL,
      seconds REAL NOT NULL, processor_seconds REAL NOT NULL, memory INTEGER, weights TEXT,
      attempts INTEGER NOT NULL, continues INTEGER, repeats INTEGER, monitor TEXT,
      settings INTEGER NOT NULL, bytes INTEGER NOT NULL, is_open INTEGER NOT NULL);
    CREATE INDEX run_open ON run (number) WHERE is_open = 1;
    CREATE INDEX run_key ON run (key);
    CREATE TABLE figure (
      run INTEGER NOT NULL, name TEXT NOT NULL, value REAL NOT NULL, PRIMARY KEY (run, name)
    ) WITHOUT ROWID;
    CREATE INDEX figure_value ON figure (name, value, run);
    CREATE TABLE figure_name (name TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE setting_set (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
    CREATE TABLE setting (
      set_id INTEGER NOT NULL, name TEXT NOT NULL, value NOT NULL, PRIMARY KEY (set_id, name)
    ) WITHOUT ROWID;
    CREATE TABLE tag (run INTEGER NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (run, tag)) WITHOUT ROWID;
    CREATE TABLE note (run INTEGER NOT NULL, text TEXT NOT NULL, time REAL NOT NULL);
    CREATE INDEX note_run ON note (run);
    CREATE TABLE artefact (run INTEGER NOT NULL, kind TEXT NOT NULL, path TEXT NOT NULL, bytes INTEGER);
    CREATE INDEX artefact_run ON artefact (run);
    CREATE TABLE evaluation (
      run INTEGER NOT NULL, name TEXT NOT NULL, data TEXT NOT NULL, split TEXT NOT NULL,
      rows INTEGER NOT NULL, rows_hash TEXT NOT NULL, figures TEXT NOT NULL, time REAL NOT NULL);
    CREATE INDEX evaluation_run ON evaluation (run);
    CREATE TABLE curve (run INTEGER PRIMARY KEY, epochs TEXT NOT NULL);

    CREATE VIEW runs AS SELECT
      number, name, statement, sweep, model, parameters, data, data_hash, rows, seed, key, version,
      directory, command, commit_hash, branch, kernels, threads, host,
      strftime('%Y-%m-%d %H:%M:%S', started, 'unixepoch') AS started, status, epochs, kept_epoch,
      seconds, processor_seconds, memory, weights, attempts, continues, repeats, monitor
      FROM run;
    CREATE VIEW figures AS SELECT run, name, value FROM figure;
    CREATE VIEW settings AS SELECT run.number AS run, setting.name AS name, setting.value AS value
      FROM run JOIN setting ON setting.set_id = run.settings;
    CREATE VIEW epochs AS SELECT
      curve.run AS run, json_extract(e.value, '$.epoch') AS epoch, f.key AS name, f.value AS value
      FROM curve, json_each(curve.epochs) AS e, json_each(e.value, '$.figures') AS f;
    CREATE VIEW tags AS SELECT run, tag FROM tag;
    CREATE VIEW notes AS SELECT
      run, text, strftime('%Y-%m-%d %H:%M:%S', time, 'unixepoch') AS time FROM note;
    CREATE VIEW artefacts AS SELECT run, kind, path, bytes FROM artefact;
    CREATE VIEW evaluations AS SELECT
      evaluation.run AS run, evaluation.name AS evaluation, data, split, rows, rows_hash,
      f.key AS name, f.value AS value FROM evaluation, json_each(evaluation.figures) AS f;
    """

  /// The columns of `run` that conditions and orders may name.
  static let columns = [
    "number", "name", "statement", "sweep", "model", "parameters", "data", "data_hash", "rows",
    "seed", "key", "version", "directory", "command", "commit_hash", "branch", "kernels", "threads",
    "host", "started", "status", "epochs", "kept_epoch", "seconds", "processor_seconds", "memory",
    "weights", "attempts", "continues", "repeats", "monitor",
  ]
}
