// swift-tools-version: 6.2
import PackageDescription

/// All that Dovetail re-exports.
///
/// Builds do not look through re-exports for what has changed, so targets of this package name it too.
let dovetail: [Target.Dependency] = [
  "Dovetail", "DovetailAWS", "DovetailSQLite", "DovetailTasks", "DovetailTransport",
]

let package = Package(
  name: "dovetail",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Dovetail", targets: ["Dovetail"]),
    .library(name: "DovetailTransport", targets: ["DovetailTransport"]),
    .library(name: "DovetailSQLite", targets: ["DovetailSQLite"]),
    .library(name: "DovetailTesting", targets: ["DovetailTesting"]),
    .library(name: "DovetailSwiftTesting", targets: ["DovetailSwiftTesting"]),
    .library(name: "DovetailContracts", targets: ["DovetailContracts"]),
    .library(name: "DovetailServer", targets: ["DovetailServer"]),
    .executable(name: "dovetail", targets: ["DovetailCLI"]),
    .executable(name: "http-load", targets: ["http-load"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CSQLite",
      pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]
    ),
    .systemLibrary(
      name: "COpenSSL",
      pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]
    ),
    .systemLibrary(
      name: "CCurl",
      pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]
    ),
    .target(name: "DovetailTransport"),
    .target(name: "DovetailCrypto", dependencies: ["COpenSSL", "DovetailTransport"]),
    .target(
      name: "DovetailSQLite",
      dependencies: [
        "CSQLite", "DovetailCrypto", "DovetailTransport",
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "HeapModule", package: "swift-collections"),
      ]
    ),
    .target(
      name: "DovetailTasks",
      dependencies: [
        "DovetailTransport",
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Tracing", package: "swift-distributed-tracing"),
      ]
    ),
    .target(name: "DovetailWire", dependencies: ["DovetailCrypto", "DovetailTransport"]),
    .target(
      name: "DovetailAWS",
      dependencies: [
        "CCurl", "ChildProcesses", "DovetailCrypto", "DovetailTransport", "DovetailWire",
        .product(name: "Logging", package: "swift-log"),
      ]
    ),
    .target(
      name: "DovetailServer",
      dependencies: [
        "DovetailSQLite", "DovetailTransport", "DovetailWire",
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]
    ),
    .target(name: "DovetailContracts", dependencies: ["DovetailTransport"]),
    .target(
      name: "DovetailTesting",
      dependencies: [
        "DovetailSQLite", "DovetailTasks", "DovetailTransport",
        .product(name: "Logging", package: "swift-log"),
      ]
    ),
    // The only one that imports Testing.
    .target(name: "DovetailSwiftTesting", dependencies: ["DovetailTasks", "DovetailTesting"]),
    .target(
      name: "Dovetail",
      dependencies: [
        "DovetailAWS", "DovetailSQLite", "DovetailTasks", "DovetailTransport", "DovetailWire",
        .product(name: "Logging", package: "swift-log"),
      ]
    ),
    .executableTarget(
      name: "DovetailCLI",
      dependencies: dovetail + [
        "DovetailServer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ]
    ),
    // Starts programs: those that profiles of AWS name, and for examples and tests.
    .target(name: "ChildProcesses"),
    .executableTarget(
      name: "documents",
      dependencies: dovetail + [
        "ChildProcesses",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      path: "Examples/Documents"
    ),
    // One thing each, in one file.
    .executableTarget(
      name: "example-batch-handlers", dependencies: dovetail, path: "Examples/BatchHandlers"),
    .executableTarget(
      name: "example-batching", dependencies: dovetail, path: "Examples/Batching"),
    .executableTarget(
      name: "example-dead-letters", dependencies: dovetail, path: "Examples/DeadLetters"),
    .executableTarget(
      name: "example-delay", dependencies: dovetail, path: "Examples/Delay"),
    .executableTarget(
      name: "example-fan-out", dependencies: dovetail, path: "Examples/FanOut"),
    .executableTarget(
      name: "example-fifo", dependencies: dovetail, path: "Examples/FIFO"),
    .executableTarget(
      name: "example-lambda", dependencies: dovetail, path: "Examples/Lambda"),
    .executableTarget(
      name: "example-large-payloads", dependencies: dovetail, path: "Examples/LargePayloads"),
    .executableTarget(
      name: "example-raw-events", dependencies: dovetail, path: "Examples/RawEvents"),
    .executableTarget(
      name: "example-service",
      dependencies: dovetail + [
        "ChildProcesses",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      path: "Examples/Service"
    ),
    .testTarget(
      name: "DovetailTests",
      dependencies: dovetail + [
        "ChildProcesses", "DovetailWire", "ScriptedServer", "lease-spin",
        .product(name: "InMemoryLogging", package: "swift-log"),
        .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "MetricsTestKit", package: "swift-metrics"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Tracing", package: "swift-distributed-tracing"),
      ]
    ),
    .testTarget(
      name: "DovetailTasksTests", dependencies: ["DovetailTasks", "DovetailTransport"]),
    .testTarget(
      name: "DovetailSQLiteTests",
      dependencies: [
        "CSQLite", "ChildProcesses", "DovetailCrypto", "DovetailSQLite", "DovetailTransport",
        "send-storm",
      ]
    ),
    .testTarget(
      name: "DovetailCryptoTests", dependencies: ["DovetailCrypto", "DovetailTransport"],
      resources: [.process("Resources")]
    ),
    .testTarget(
      name: "DovetailWireTests",
      dependencies: ["DovetailCrypto", "DovetailTransport", "DovetailWire"],
      resources: [.process("Resources")]
    ),
    .testTarget(
      name: "DovetailAWSTests",
      dependencies: [
        "CCurl", "DovetailAWS", "DovetailCrypto", "DovetailTransport", "DovetailWire",
        "ScriptedServer",
        .product(name: "InMemoryLogging", package: "swift-log"),
        .product(name: "Logging", package: "swift-log"),
      ]
    ),
    .testTarget(
      name: "DovetailServerTests",
      dependencies: [
        "DovetailAWS", "DovetailContracts", "DovetailSQLite", "DovetailServer", "DovetailTransport",
        "DovetailWire",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]
    ),
    // A server that does as it is told, faults included, for tests, benchmarks and the leak check.
    .systemLibrary(
      name: "CTestTLS", path: "Tests/CTestTLS", pkgConfig: "libssl",
      providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]
    ),
    .target(
      name: "ScriptedServer", dependencies: ["CTestTLS", "DovetailTransport", "DovetailWire"],
      path: "Tests/ScriptedServer"
    ),
    // Puts load on the HTTP client, for benchmarks and the leak check.
    .executableTarget(
      name: "http-load",
      dependencies: ["ChildProcesses", "DovetailAWS", "DovetailWire", "ScriptedServer"],
      path: "Tests/HTTPLoad"
    ),
    // Reads damaged requests as the server does: make fuzz.
    .systemLibrary(name: "CLibFuzzer", path: "Tests/CLibFuzzer"),
    .executableTarget(
      name: "request-fuzz", dependencies: ["CLibFuzzer", "DovetailTransport", "DovetailWire"],
      path: "Tests/RequestFuzz"
    ),
    // Holds the client of AWS to the contracts on others' services: make interop.
    .executableTarget(
      name: "interop",
      dependencies: [
        "DovetailAWS", "DovetailContracts", "DovetailTransport", "DovetailWire",
        .product(name: "Logging", package: "swift-log"),
      ],
      path: "Tests/Interop",
      exclude: ["Differences", "Python", "requirements.txt", "serve_moto.py"]
    ),
    .testTarget(name: "DovetailTransportTests", dependencies: ["DovetailTransport"]),
    .testTarget(
      name: "ContractTests",
      dependencies: ["DovetailContracts", "DovetailSQLite", "DovetailTransport"],
      resources: [.process("Resources")]
    ),
    .testTarget(
      name: "DovetailTestingTests",
      dependencies: dovetail + [
        "DovetailContracts", "DovetailSwiftTesting", "DovetailTesting",
        .product(name: "Logging", package: "swift-log"),
      ]
    ),
    .testTarget(
      name: "ExampleTests",
      dependencies: [
        "ChildProcesses", "Dovetail", "documents", "example-batch-handlers", "example-batching",
        "example-dead-letters", "example-delay", "example-fan-out", "example-fifo",
        "example-lambda", "example-large-payloads", "example-raw-events", "example-service",
      ]
    ),
    // Fills the cooperative pool, for a test of the worker's leases.
    .executableTarget(
      name: "lease-spin",
      dependencies: dovetail + [.product(name: "Logging", package: "swift-log")],
      path: "Tests/LeaseSpin"
    ),
    // Killed, or starved of room for its file, by the tests.
    .executableTarget(
      name: "send-storm",
      dependencies: ["DovetailSQLite", "DovetailTransport"],
      path: "Tests/SendStorm"
    ),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
  ]
}
