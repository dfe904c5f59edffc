extension Schema {
  /// Emptied databases for stores in memory; with their statements they take up to about 20 MiB.
  static let used = UsedDatabases(most: 32, mostPages: 128)

  /// Removes queues and buckets with what is in them; the messages stay, which belong to backlogs.
  ///
  /// What numbers rows and messages goes on, so nobody takes a new one for an old one.
  static let clearing: [SQL] = [
    "DELETE FROM queue",
    "DELETE FROM queue_attribute",
    "DELETE FROM queue_tag",
    "DELETE FROM deleted_queue",
    "DELETE FROM move_task",
    "DELETE FROM bucket",
    "DELETE FROM object",
    "DELETE FROM upload",
    "DELETE FROM part",
    "DELETE FROM slice",
    "DELETE FROM content",
    "DELETE FROM loose_content",
    "DELETE FROM chunk",
  ]

  /// Brings a database in memory back to what it was when it was made.
  static let emptying: [SQL] =
    clearing + [
      "DELETE FROM clock",
      "DELETE FROM account",
      "DELETE FROM backlog",
      "DELETE FROM numbering",
      "DELETE FROM message",
      "DELETE FROM message_body",
      "DELETE FROM message_group",
      "DELETE FROM hidden",
      "DELETE FROM tenant",
      "DELETE FROM flight",
      "DELETE FROM deduplication",
      "DELETE FROM receive_attempt",
      "DELETE FROM sqlite_sequence",
      "INSERT INTO account (id, account, region) VALUES (1, '000000000000', 'us-east-1')",
      "INSERT INTO numbering (id, next) VALUES (1, 1)",
    ]
}
