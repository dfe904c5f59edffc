import DovetailContracts
import Foundation

/// The rows of semantics: their list, the claims and tests that show them, and the reasons for the
/// others.
enum SemanticsRows {
  /// The ids of `Resources/semantics-rows.txt`, in its order.
  static func listed() throws -> [String] {
    guard let file = Bundle.module.url(forResource: "semantics-rows", withExtension: "txt") else {
      throw CocoaError(.fileNoSuchFile)
    }
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      String(line.prefix { $0 != "\t" })
    }
  }

  /// The ids that a claim of any contract names.
  static var claimed: Set<String> {
    let transport = QueueTransportContract.claims + QueueTransportContract.exactClaims
    let rows = [
      transport.map(\.rows), QueueAdministrationContract.claims.map(\.rows),
      QueueInspectionContract.claims.map(\.rows), BlobStoreContract.claims.map(\.rows),
      ObjectAdministrationContract.claims.map(\.rows),
    ]
    return Set(rows.joined().joined())
  }

  /// The ids that no claim can show through the protocols, with the test that does instead.
  ///
  /// The paths begin at the package; the test names the ids in a comment: `Rows: 7/body.`
  static let shownByTests: [String: String] = [
    "2.1/create-after-delete": strict,
    "2.1/purge-again": strict,
    "6.4/survives-restart": "Tests/DovetailSQLiteTests/Operations/MoveTaskRestartTests.swift",
    "1.3/message-attributes-asked": selection,
    "1.3/attribute-names-all": selection,
    "1.3/attribute-names-prefix": selection,
    "1.3/attribute-names-exact": selection,
    "1.3/attribute-names-illegal": selection,
    "7/body": digests,
    "7/attributes": digests,
    "7/names-by-bytes": digests,
    "7/binary-raw": digests,
    "7/type-with-suffix": digests,
    "7/none-omitted": digests,
    "7/returned-subset": digests,
    "7/system-apart": digests,
    "3.3/handles-survive-restart": restarts,
    "4.2/never-reused": restarts,
    "4.3/survives-restart": restarts,
    "3.5/standard-short-poll": inFlight,
    "3.5/standard-long-poll": inFlight,
    "3.5/fifo-limit": inFlight,
    "3.5/fifo-backlog-window": "Tests/DovetailSQLiteTests/Groups/LookAheadTests.swift",
    "1.1/delay-changed-fifo": "Tests/DovetailSQLiteTests/Groups/GroupTablesTests.swift",
    "9.6/bucket-name-form": bucketNames,
    "9.6/bucket-name-dots": bucketNames,
    "9.6/bucket-name-address": bucketNames,
    "9.6/bucket-name-reserved": bucketNames,
    "9.6/too-large": "Tests/DovetailTransportTests/Objects/S3LimitsTests.swift",
  ]

  private static let strict = "Tests/DovetailSQLiteTests/Operations/StrictTests.swift"
  private static let selection =
    "Tests/DovetailTransportTests/Queues/MessageAttributeSelectionTests.swift"
  private static let bucketNames = "Tests/DovetailTransportTests/Blobs/BucketNameTests.swift"
  private static let digests = "Tests/DovetailCryptoTests/MessageDigestsTests.swift"

  private static let restarts = "Tests/DovetailSQLiteTests/Groups/GroupsRestartTests.swift"
  private static let inFlight = "Tests/DovetailSQLiteTests/Groups/InFlightLimitTests.swift"

  /// The text of a file of the package, by its path from there.
  static func text(at path: String) throws -> String {
    let package = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: package.appendingPathComponent(path), encoding: .utf8)
  }
}
