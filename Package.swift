// swift-tools-version: 6.1
import PackageDescription

/// Warnings are errors in CI (`make lint`); every target is in Swift 6 mode.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"),
  // xmlsec1.pc defines macros, which SwiftPM refuses with a warning: its header folder is named here, its macros are in the shim header.
  // So does pangocairo.pc with -pthread.
  .unsafeFlags(["xmlsec1", "pango-1.0", "harfbuzz", "fribidi"].flatMap { ["-Xcc", "-I/usr/include/\($0)"] }),
]

/// A Debian library bound as it is: a module map and a header in `Sources/<name>`.
func debian(_ name: String, package: String, pkgConfig: String? = nil) -> Target {
  .systemLibrary(name: name, path: "Sources/\(name)", pkgConfig: pkgConfig, providers: [.apt([package])])
}

func module(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: "\(name)Tests", dependencies: dependencies, path: "Tests/\(name)Tests", swiftSettings: settings)
}

let package = Package(
  name: "tsubame",
  products: [.executable(name: "tsubame", targets: ["tsubame"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
  ],
  targets: [
    debian("CFastCGI", package: "libfcgi-dev"),
    debian("CMariaDB", package: "libmariadb-dev", pkgConfig: "libmariadb"),
    debian("COpenSSL", package: "libssl-dev", pkgConfig: "libcrypto"),
    debian("CCrypt", package: "libcrypt-dev"),
    debian("CFido2", package: "libfido2-dev", pkgConfig: "libfido2"),
    debian("CCBOR", package: "libcbor-dev", pkgConfig: "libcbor"),
    debian("CCurl", package: "libcurl4-openssl-dev", pkgConfig: "libcurl"),
    debian("CXMLSecurity", package: "libxmlsec1-dev", pkgConfig: "libxml-2.0"),
    debian("CLDAP", package: "libldap-dev", pkgConfig: "ldap"),
    debian("CArchive", package: "libarchive-dev", pkgConfig: "libarchive"),
    // vips.pc names -pthread, which SwiftPM refuses with a warning: what the header needs is in GObject's.
    debian("CVips", package: "libvips-dev", pkgConfig: "gobject-2.0"),
    debian("CPango", package: "libpango1.0-dev", pkgConfig: "cairo"),
    .target(
      name: "CShims", dependencies: ["CCurl", "CVips"],
      linkerSettings: [.linkedLibrary("vips"), .linkedLibrary("icui18n"), .linkedLibrary("icuuc")]),

    module("FastCGI", ["CFastCGI", "CShims"]),
    module("MariaDB", ["CMariaDB"]),
    .target(
      name: "Migrations", dependencies: ["MariaDB"], path: "sql", sources: ["Migrations.swift"],
      resources: [
        "0001-tables", "0002-server", "0003-security-keys", "0004-jobs", "0005-openid", "0006-listing-changes", "0007-sign-in", "0008-saml",
        "0009-listing-changes-unseen", "0010-production-settings", "0011-search", "0012-task-type-softwares",
        "0013-media", "0014-file-states", "0015-event-stream", "0016-playlists", "0017-newer-sign-in",
      ].map { .embedInCode("\($0).sql") },
      swiftSettings: settings),
    module("Web", ["FastCGI", "CShims"]),
    module("EditLists", ["Web"]),
    module("Transfer", ["CCurl", "CShims", "Web"]),
    module("Media", ["CPango", "CShims", "Web"]),
    module("Storage", ["CArchive", "CShims", "Web"]),
    module("Identity", ["COpenSSL", "CCrypt", "CFido2", "CCBOR", "CXMLSecurity", "CLDAP", "Transfer", "Web"]),
    module("Engine", ["FastCGI", "MariaDB", "Web", "Transfer", "Identity", .product(name: "Logging", package: "swift-log")]),
    module(
      "Tracker",
      [
        "EditLists", "Engine", "FastCGI", "MariaDB", "Web", "Transfer", "Media", "Storage", "Identity",
        .product(name: "Logging", package: "swift-log"),
      ]),
    module(
      "EventStream",
      [
        "Engine", "Tracker", "MariaDB", "Web", "Identity", .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOWebSocket", package: "swift-nio"),
      ]),
    .executableTarget(
      name: "tsubame",
      dependencies: [
        "EventStream", "Tracker", "Engine", "FastCGI", "MariaDB", "Migrations", "Web", "CShims",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings),

    tests("FastCGI", ["FastCGI"]),
    .target(
      name: "TestSupport", dependencies: ["Engine", "FastCGI", "MariaDB"], path: "Tests/TestSupport", swiftSettings: settings),
    tests("MariaDB", ["MariaDB", "TestSupport"]),
    tests("Web", ["Web", "TestSupport"]),
    tests("Transfer", ["Transfer"]),
    tests("Media", ["Media", "Web"]),
    tests("EditLists", ["EditLists"]),
    tests("Storage", ["Storage", "Web"]),
    tests("Identity", ["Identity", "COpenSSL"]),
    tests("Engine", ["Engine", "TestSupport"]),
    tests("Tracker", ["Tracker", "Engine", "TestSupport"]),
    tests("EventStream", ["EventStream", "Engine", "MariaDB", "TestSupport"]),
  ]
)
