// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// The engine is optimised in debug builds too: its tests train real networks.
let optimised: [SwiftSetting] = [.unsafeFlags(["-O"])]

// One target per instruction set, all compiled from the one source that their folders link to.
// Without errno the square root of a vector is one instruction. As a whole module the kernels are
// specialised in debug builds too, where the tests train networks.
let kernelFlags = ["-O", "-wmo", "-num-threads", "2", "-Xcc", "-fno-math-errno"]
#if arch(x86_64)
  let kernels: [Target] = [
    .target(
      name: "KernelsAVX512",
      dependencies: ["CPlatform"],
      swiftSettings: strict + [
        .define("AVX512"), .unsafeFlags(kernelFlags + ["-Xcc", "-march=x86-64-v4"]),
      ]),
    .target(
      name: "KernelsAVX2",
      dependencies: ["CPlatform"],
      swiftSettings: strict + [.unsafeFlags(kernelFlags + ["-Xcc", "-march=x86-64-v3"])]),
  ]
#else
  let kernels: [Target] = [
    .target(
      name: "KernelsNEON",
      dependencies: ["CPlatform"],
      swiftSettings: strict + [.unsafeFlags(kernelFlags)])
  ]
#endif

let package = Package(
  name: "lstm",
  products: [
    .executable(name: "lstm", targets: ["REPL"]),
    .library(name: "LSTM", targets: ["LSTM"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    // The product.
    .executableTarget(
      name: "REPL",
      dependencies: [
        "DSL", "CReadline",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(name: "DSL", dependencies: ["LSTM", "Records"], swiftSettings: strict),
    .target(
      name: "Records", dependencies: [.product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict + optimised),
    .target(
      name: "LSTM",
      dependencies: ["CPlatform", "CZlib", "CStemmer", "CUTF8Proc"]
        + kernels.map { .byName(name: $0.name) },
      swiftSettings: strict + optimised),

    // C, each with one importer.
    .target(name: "CReadline", linkerSettings: [.linkedLibrary("readline")]),
    .target(name: "CPlatform"),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CStemmer", providers: [.apt(["libstemmer-dev"]), .brew(["snowball"])]),
    .systemLibrary(
      name: "CUTF8Proc", providers: [.apt(["libutf8proc-dev"]), .brew(["utf8proc"])]),

    // Tests.
    .target(name: "CAllocations", path: "Tests/CAllocations"),
    .testTarget(name: "HouseTests", swiftSettings: strict),
    .testTarget(name: "LSTMTests", dependencies: ["LSTM", "CAllocations"], swiftSettings: strict),
    .testTarget(name: "RecordsTests", dependencies: ["Records"], swiftSettings: strict),
    .testTarget(
      name: "DSLTests", dependencies: ["DSL", "Records"], exclude: ["Chunks"], swiftSettings: strict
    ),
    .testTarget(
      name: "REPLTests", dependencies: ["REPL", "DSL"],
      exclude: ["Transcripts", "Plotting/Snapshots"], swiftSettings: strict),
  ] + kernels
)
