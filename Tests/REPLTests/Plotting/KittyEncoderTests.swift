// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import REPL

@Suite struct KittyEncoderTests {
  @Test(arguments: 0...9)
  func base64IsThatOfFoundation(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 97 + 200) }
    #expect(Base64.encode(bytes) == Data(bytes).base64EncodedString())
  }

  @Test(arguments: [(3, 2), (64, 40), (900, 400)])
  func theImageComesBackPixelByPixel(width: Int, height: Int) throws {
    var image = PixelImage(width: width, height: height)
    image.line(
      from: (0, 0), to: (Double(width), Double(height)), thickness: 2, PlotInk.colours[3])
    let text = KittyEncoder.encode(image, columns: 8, rows: 2)
    var parts = text.components(separatedBy: "\u{1B}\\")
    #expect(parts.removeLast() == "")
    #expect(parts.allSatisfy { $0.hasPrefix("\u{1B}_G") })
    let keys = parts.map { $0.dropFirst(3).prefix { $0 != ";" } }
    #expect(keys[0].hasPrefix("a=T,f=32,o=z,s=\(width),v=\(height),c=8,r=2,C=1,q=2,m="))
    for (index, key) in keys.enumerated() {
      #expect(key.hasSuffix(index == keys.count - 1 ? "m=0" : "m=1"))
    }
    let payloads = parts.map { $0.drop { $0 != ";" }.dropFirst() }
    #expect(payloads.allSatisfy { $0.utf8.count <= KittyEncoder.chunk })
    #expect(payloads.dropLast().allSatisfy { $0.utf8.count.isMultiple(of: 4) })
    #expect((payloads.count > 1) == (width > 64))
    let bytes = try #require(Data(base64Encoded: payloads.joined()))
    let pixels = try #require(Inflated(Array(bytes))).bytes
    #expect(pixels == image.pixels.flatMap { [$0.red, $0.green, $0.blue, $0.alpha] })
  }
}
