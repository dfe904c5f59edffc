/// The schema of a Dovetail database.
///
/// A message is one row, which has all that a receive and a delete need; where it stands, ``Placement``
/// says. What is large of its content stands apart (`message_body`), so to hide a message of a megabyte
/// rewrites a few dozen bytes. States are not stored: delayed, in flight, available and expired follow
/// from the times and the count; `hidden` counts them by the second in which they end. What an operation
/// on messages needs of a queue is in `queue`; its other attributes are in `queue_attribute`.
///
/// A small object's bytes stand in its row. Those of a large one are an ordered list: an object, or an
/// upload, has parts, a part has slices, and a slice is a range of a content, which is cut into chunks.
/// Contents never change, so to complete an upload or to copy only writes parts and slices; a content
/// goes with its last slice. A content whose bytes still come in has none yet, and is loose until then.
enum Schema {
  /// "Dove", which marks the file as ours.
  ///
  /// Source: sqlite.org/pragma.html#pragma_application_id.
  static let applicationID: Int64 = 0x446F_7665

  /// The empty database.
  static let template = DatabaseTemplate(migrator)

  static let migrator = Migrator(migrations: [
    Migration(
      name: "queues, messages, buckets, objects",
      script: """
        PRAGMA application_id = \(applicationID);

        CREATE TABLE clock (
          id INTEGER PRIMARY KEY,
          kind TEXT NOT NULL,
          latest_ms INTEGER NOT NULL,
          lead_ms INTEGER NOT NULL,
          CONSTRAINT clock_is_one CHECK (id = 1)
        ) STRICT;

        CREATE TABLE account (
          id INTEGER PRIMARY KEY,
          account TEXT NOT NULL,
          region TEXT NOT NULL,
          CONSTRAINT account_region UNIQUE (account, region)
        ) STRICT;

        INSERT INTO account (id, account, region)
        VALUES (\(Account.first.number), '\(Account.first.id)', '\(Account.first.region)');

        CREATE TABLE queue (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          account_id INTEGER NOT NULL,
          name TEXT NOT NULL,
          created_at_ms INTEGER NOT NULL,
          modified_at_ms INTEGER NOT NULL,
          delay_ms INTEGER NOT NULL,
          visibility_timeout_ms INTEGER NOT NULL,
          retention_ms INTEGER NOT NULL,
          wait_time_ms INTEGER NOT NULL,
          maximum_message_bytes INTEGER NOT NULL,
          dead_letter_queue TEXT,
          max_receive_count INTEGER,
          purged_at_ms INTEGER,
          is_fifo INTEGER NOT NULL DEFAULT 0,
          deduplicates_content INTEGER NOT NULL DEFAULT 0,
          deduplicates_by_group INTEGER NOT NULL DEFAULT 0,
          created_deduplicating_by_group INTEGER NOT NULL DEFAULT 0,
          limits_throughput_by_group INTEGER NOT NULL DEFAULT 0,
          backlog_id INTEGER NOT NULL,
          rewakes_after_ms INTEGER,
          rewakes_after_number INTEGER,
          CONSTRAINT queue_name UNIQUE (account_id, name)
        ) STRICT;

        CREATE INDEX queue_by_dead_letter_queue ON queue (account_id, dead_letter_queue, name)
        WHERE dead_letter_queue IS NOT NULL;
        CREATE INDEX queue_rewaking ON queue (id) WHERE rewakes_after_ms IS NOT NULL;

        CREATE TABLE backlog (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          message_count INTEGER NOT NULL DEFAULT 0,
          in_flight_reserved INTEGER NOT NULL DEFAULT 0,
          fair_in_flight INTEGER,
          expired_until_ms INTEGER,
          is_dropped INTEGER NOT NULL DEFAULT 0,
          pages_to_return INTEGER
        ) STRICT;

        CREATE INDEX backlog_dropped ON backlog (id) WHERE is_dropped = 1;

        CREATE TABLE queue_attribute (
          queue_id INTEGER NOT NULL,
          name TEXT NOT NULL,
          value TEXT NOT NULL,
          PRIMARY KEY (queue_id, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE queue_tag (
          queue_id INTEGER NOT NULL,
          key TEXT NOT NULL,
          value TEXT NOT NULL,
          PRIMARY KEY (queue_id, key)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE deleted_queue (
          account_id INTEGER NOT NULL,
          name TEXT NOT NULL,
          deleted_at_ms INTEGER NOT NULL,
          PRIMARY KEY (account_id, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE move_task (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          task_id BLOB NOT NULL,
          source_id INTEGER NOT NULL,
          source_name TEXT NOT NULL,
          account_id INTEGER NOT NULL,
          destination TEXT,
          rate INTEGER,
          status TEXT NOT NULL,
          moved INTEGER NOT NULL,
          to_move INTEGER NOT NULL,
          failure_reason TEXT,
          started_at_ms INTEGER NOT NULL,
          owner INTEGER NOT NULL,
          lease_ends_at_ms INTEGER NOT NULL
        ) STRICT;

        CREATE INDEX move_task_by_source ON move_task (source_id, id);
        CREATE INDEX move_task_running ON move_task (id) WHERE status = 'RUNNING';

        CREATE TABLE numbering (
          id INTEGER PRIMARY KEY,
          next INTEGER NOT NULL,
          CONSTRAINT numbering_is_one CHECK (id = 1)
        ) STRICT;

        INSERT INTO numbering (id, next) VALUES (1, 1);

        CREATE TABLE message (
          row INTEGER PRIMARY KEY,
          backlog_id INTEGER NOT NULL,
          visible_at_ms INTEGER NOT NULL,
          wakes_at_ms INTEGER,
          receive_count INTEGER NOT NULL DEFAULT 0,
          first_received_at_ms INTEGER,
          received_at_ms INTEGER,
          retained_from_ms INTEGER NOT NULL,
          sent_at_ms INTEGER NOT NULL,
          message_id BLOB NOT NULL,
          earlier_receives INTEGER NOT NULL DEFAULT 0,
          dead_letter_source TEXT,
          tenant_id INTEGER,
          group_name TEXT,
          number INTEGER,
          deduplication_id TEXT,
          attributes BLOB,
          trace_header TEXT,
          body TEXT
        ) STRICT;

        CREATE INDEX message_by_visibility ON message (backlog_id, visible_at_ms) WHERE row >= 0;
        CREATE INDEX message_by_wake ON message (backlog_id, wakes_at_ms, row & 549755813887)
        WHERE wakes_at_ms IS NOT NULL;
        CREATE INDEX message_by_tenant ON message (tenant_id, visible_at_ms)
        WHERE tenant_id IS NOT NULL;
        CREATE INDEX message_by_number ON message (backlog_id, number) WHERE number IS NOT NULL;

        CREATE TABLE message_body (
          row INTEGER PRIMARY KEY,
          attributes BLOB,
          trace_header TEXT,
          body TEXT NOT NULL
        ) STRICT;

        CREATE TABLE message_group (
          id INTEGER PRIMARY KEY,
          backlog_id INTEGER NOT NULL,
          name TEXT NOT NULL,
          CONSTRAINT message_group_name UNIQUE (backlog_id, name)
        ) STRICT;

        CREATE TABLE hidden (
          backlog_id INTEGER NOT NULL,
          is_received INTEGER NOT NULL,
          second INTEGER NOT NULL,
          messages INTEGER NOT NULL,
          CONSTRAINT hidden_until PRIMARY KEY (backlog_id, is_received, second)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE tenant (
          id INTEGER PRIMARY KEY,
          backlog_id INTEGER NOT NULL,
          name TEXT NOT NULL,
          next_at_ms INTEGER NOT NULL,
          next_row INTEGER NOT NULL,
          sent_at_ms INTEGER NOT NULL,
          in_flight INTEGER NOT NULL DEFAULT 0,
          CONSTRAINT tenant_name UNIQUE (backlog_id, name)
        ) STRICT;

        CREATE INDEX tenant_by_next ON tenant (backlog_id, next_at_ms, next_row);
        CREATE INDEX tenant_by_flight ON tenant (backlog_id, in_flight);

        CREATE TABLE flight (
          row INTEGER PRIMARY KEY,
          backlog_id INTEGER NOT NULL,
          tenant_id INTEGER NOT NULL,
          ends_at_ms INTEGER NOT NULL
        ) STRICT;

        CREATE INDEX flight_by_end ON flight (backlog_id, ends_at_ms);

        CREATE TABLE deduplication (
          row INTEGER PRIMARY KEY,
          backlog_id INTEGER NOT NULL,
          deduplication_id TEXT NOT NULL,
          scope TEXT NOT NULL,
          ends_at_ms INTEGER NOT NULL,
          message_row INTEGER NOT NULL,
          message_id BLOB NOT NULL,
          CONSTRAINT deduplication_key UNIQUE (backlog_id, deduplication_id, scope)
        ) STRICT;

        CREATE TABLE receive_attempt (
          row INTEGER PRIMARY KEY,
          backlog_id INTEGER NOT NULL,
          attempt_id TEXT NOT NULL,
          ends_at_ms INTEGER NOT NULL,
          receipts BLOB NOT NULL,
          CONSTRAINT receive_attempt_key UNIQUE (backlog_id, attempt_id)
        ) STRICT;

        CREATE TABLE bucket (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          owner TEXT NOT NULL,
          name TEXT NOT NULL,
          region TEXT NOT NULL,
          created_at_ms INTEGER NOT NULL,
          CONSTRAINT bucket_name UNIQUE (owner, name)
        ) STRICT;

        CREATE TABLE object (
          id INTEGER PRIMARY KEY,
          bucket_id INTEGER NOT NULL,
          key TEXT NOT NULL,
          modified_at_ms INTEGER NOT NULL,
          etag TEXT NOT NULL,
          size INTEGER NOT NULL,
          checksum_algorithm TEXT NOT NULL,
          checksum TEXT NOT NULL,
          part_count INTEGER,
          metadata TEXT,
          bytes BLOB,
          CONSTRAINT object_key UNIQUE (bucket_id, key)
        ) STRICT;

        CREATE TABLE upload (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          bucket_id INTEGER NOT NULL,
          key TEXT NOT NULL,
          upload_id TEXT NOT NULL,
          created_at_ms INTEGER NOT NULL,
          checksum_algorithm TEXT,
          checksum_type TEXT NOT NULL,
          metadata TEXT,
          saw_delete INTEGER NOT NULL DEFAULT 0,
          CONSTRAINT upload_upload_id UNIQUE (upload_id)
        ) STRICT;

        CREATE INDEX upload_by_key ON upload (bucket_id, key, id);

        CREATE TABLE part (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          upload_id INTEGER,
          object_id INTEGER,
          number INTEGER NOT NULL,
          start INTEGER NOT NULL DEFAULT 0,
          size INTEGER NOT NULL,
          etag TEXT NOT NULL,
          checksum TEXT NOT NULL,
          modified_at_ms INTEGER NOT NULL,
          CONSTRAINT part_owner CHECK ((upload_id IS NULL) <> (object_id IS NULL))
        ) STRICT;

        CREATE UNIQUE INDEX part_of_upload ON part (upload_id, number)
        WHERE upload_id IS NOT NULL;

        CREATE INDEX part_of_object ON part (object_id, start) WHERE object_id IS NOT NULL;

        CREATE TABLE slice (
          part_id INTEGER NOT NULL,
          start INTEGER NOT NULL,
          size INTEGER NOT NULL,
          content_id INTEGER NOT NULL,
          content_start INTEGER NOT NULL,
          CONSTRAINT slice_place PRIMARY KEY (part_id, start)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX slice_by_content ON slice (content_id);

        CREATE TABLE content (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          created_at_ms INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE loose_content (
          content_id INTEGER PRIMARY KEY,
          touched_at_ms INTEGER NOT NULL
        ) STRICT;

        CREATE INDEX loose_content_by_touch ON loose_content (touched_at_ms);

        CREATE TABLE chunk (
          content_id INTEGER NOT NULL,
          number INTEGER NOT NULL,
          bytes BLOB NOT NULL,
          CONSTRAINT chunk_place UNIQUE (content_id, number)
        ) STRICT;
        """
    ),
    Migration(
      name: "of which upload an object is",
      script: "ALTER TABLE object ADD COLUMN upload_id TEXT"
    ),
  ])
}
