// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "dovetail-benchmarks",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "dovetail-bench", targets: ["DovetailBench"])
  ],
  dependencies: [
    .package(name: "dovetail", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CBenchSQLite",
      pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]
    ),
    .executableTarget(
      name: "DovetailBench",
      dependencies: [
        "CBenchSQLite",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Dovetail", package: "dovetail"),
        .product(name: "DovetailSQLite", package: "dovetail"),
        .product(name: "DovetailServer", package: "dovetail"),
        .product(name: "DovetailTesting", package: "dovetail"),
        .product(name: "DovetailTransport", package: "dovetail"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "http-load", package: "dovetail"),
      ]
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
