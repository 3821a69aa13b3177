// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

// Built with `-enable-testing`, so that layers can be measured by themselves: see `make bench`.
let package = Package(
  name: "benchmarks",
  dependencies: [
    .package(name: "lstm", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .executableTarget(
      name: "bench",
      dependencies: [
        .product(name: "LSTM", package: "lstm"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ])
  ])
