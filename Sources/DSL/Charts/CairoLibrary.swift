// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// librsvg and cairo, which draw SVG as pixels or into a PDF: found when the first such file is asked for,
/// so that the program needs neither to be built or to run.
struct CairoLibrary: @unchecked Sendable {
  /// What was found, once.
  static let shared: Result<CairoLibrary, PictureFailure> = load()

  /// The library that is not there; nil where all are.
  static var missing: String? {
    if case .failure(let failure) = shared { failure.reason } else { nil }
  }

  private static let names: [[String]] = [
    ["libcairo.so.2", "libcairo.2.dylib", "/opt/homebrew/lib/libcairo.2.dylib"],
    ["librsvg-2.so.2", "librsvg-2.2.dylib", "/opt/homebrew/lib/librsvg-2.2.dylib"],
  ]

  // MARK: What is called

  private typealias Object = UnsafeMutableRawPointer
  /// Takes bytes that are written; 0 for success.
  private typealias Sink = @convention(c) (Object?, UnsafePointer<UInt8>?, UInt32) -> Int32
  private typealias MakeHandle = @convention(c) (UnsafePointer<UInt8>, Int, Object?) -> Object?
  private typealias Render =
    @convention(c) (Object, Object, UnsafePointer<Double>, Object?) -> Int32
  private typealias MakeImage = @convention(c) (Int32, Int32, Int32) -> Object?
  private typealias MakePDF = @convention(c) (Sink, Object?, Double, Double) -> Object?
  private typealias Note = @convention(c) (Object, Int32, UnsafePointer<CChar>) -> Void
  private typealias Make = @convention(c) (Object) -> Object?
  private typealias Call = @convention(c) (Object) -> Void
  private typealias WritePNG = @convention(c) (Object, Sink, Object?) -> Int32
  private typealias Status = @convention(c) (Object) -> Int32

  private let makeHandle: MakeHandle
  private let render: Render
  private let makeImage: MakeImage
  private let makePDF: MakePDF
  private let note: Note
  private let makeContext: Make
  private let destroyContext: Call
  private let finishSurface: Call
  private let destroySurface: Call
  private let writePNG: WritePNG
  private let status: Status
  private let release: Call

  private static func load() -> Result<CairoLibrary, PictureFailure> {
    var handles: [Object] = []
    for names in names {
      guard let handle = names.lazy.compactMap({ dlopen($0, RTLD_LAZY | RTLD_LOCAL) }).first else {
        return .failure(PictureFailure(reason: names[0]))
      }
      handles.append(handle)
    }
    guard let found = CairoLibrary(handles[0], handles[1]) else {
      return .failure(PictureFailure(reason: "\(names[1][0]) of version 2.46 or later"))
    }
    return .success(found)
  }

  private init?(_ cairo: Object, _ rsvg: Object) {
    // What librsvg stands on is found through it.
    guard let makeHandle = dlsym(rsvg, "rsvg_handle_new_from_data"),
      let render = dlsym(rsvg, "rsvg_handle_render_document"),
      let release = dlsym(rsvg, "g_object_unref"),
      let makeImage = dlsym(cairo, "cairo_image_surface_create"),
      let makePDF = dlsym(cairo, "cairo_pdf_surface_create_for_stream"),
      let note = dlsym(cairo, "cairo_pdf_surface_set_metadata"),
      let makeContext = dlsym(cairo, "cairo_create"),
      let destroyContext = dlsym(cairo, "cairo_destroy"),
      let finishSurface = dlsym(cairo, "cairo_surface_finish"),
      let destroySurface = dlsym(cairo, "cairo_surface_destroy"),
      let writePNG = dlsym(cairo, "cairo_surface_write_to_png_stream"),
      let status = dlsym(cairo, "cairo_surface_status")
    else { return nil }
    self.makeHandle = unsafeBitCast(makeHandle, to: MakeHandle.self)
    self.render = unsafeBitCast(render, to: Render.self)
    self.release = unsafeBitCast(release, to: Call.self)
    self.makeImage = unsafeBitCast(makeImage, to: MakeImage.self)
    self.makePDF = unsafeBitCast(makePDF, to: MakePDF.self)
    self.note = unsafeBitCast(note, to: Note.self)
    self.makeContext = unsafeBitCast(makeContext, to: Make.self)
    self.destroyContext = unsafeBitCast(destroyContext, to: Call.self)
    self.finishSurface = unsafeBitCast(finishSurface, to: Call.self)
    self.destroySurface = unsafeBitCast(destroySurface, to: Call.self)
    self.writePNG = unsafeBitCast(writePNG, to: WritePNG.self)
    self.status = unsafeBitCast(status, to: Status.self)
  }

  // MARK: Drawing

  /// How many pixels a unit of an SVG file has in a PNG: enough for print and for dense screens.
  private static let pixelsAUnit = 2.0
  /// The most pixels of a side, which is what cairo takes.
  private static let mostPixels = 32_000.0

  /// What cairo calls the form of four bytes a pixel.
  private static let colours: Int32 = 0

  /// A picture as pixels.
  func png(of svg: String) throws(PictureFailure) -> [UInt8] {
    let size = try SVGSize(svg)
    let scale = min(Self.pixelsAUnit, Self.mostPixels / max(size.width, size.height))
    let (width, height) = ((size.width * scale).rounded(.up), (size.height * scale).rounded(.up))
    guard let surface = makeImage(Self.colours, Int32(width), Int32(height)), status(surface) == 0
    else { throw PictureFailure(reason: "there is no memory for its pixels") }
    defer { destroySurface(surface) }
    try draw(svg, on: surface, width, height)
    var bytes: [UInt8] = []
    let written = withUnsafeMutablePointer(to: &bytes) { writePNG(surface, Self.sink, $0) }
    guard written == 0, !bytes.isEmpty else {
      throw PictureFailure(reason: "cairo has written no PNG")
    }
    return bytes
  }

  /// The entries of a PDF that say what it is and when it was made, as cairo numbers them.
  private static let (titleEntry, madeEntry): (Int32, Int32) = (0, 5)
  /// When all pictures were made, so that the same one is the same file.
  private static let made = "1970-01-01T00:00:00Z"

  /// A picture as a PDF of one page: a unit is a point.
  func pdf(of svg: String, title: String) throws(PictureFailure) -> [UInt8] {
    let size = try SVGSize(svg)
    let bytes = UnsafeMutablePointer<[UInt8]>.allocate(capacity: 1)
    bytes.initialize(to: [])
    defer {
      bytes.deinitialize(count: 1)
      bytes.deallocate()
    }
    guard let surface = makePDF(Self.sink, bytes, size.width, size.height), status(surface) == 0
    else { throw PictureFailure(reason: "cairo makes no PDF") }
    defer { destroySurface(surface) }
    note(surface, Self.titleEntry, title)
    note(surface, Self.madeEntry, Self.made)
    try draw(svg, on: surface, size.width, size.height)
    finishSurface(surface)
    guard status(surface) == 0, !bytes.pointee.isEmpty else {
      throw PictureFailure(reason: "cairo has written no PDF")
    }
    return bytes.pointee
  }

  /// Draws a picture over a whole surface.
  private func draw(
    _ svg: String, on surface: Object, _ width: Double, _ height: Double
  ) throws(PictureFailure) {
    let bytes = Array(svg.utf8)
    let handle = bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.flatMap { makeHandle($0, bytes.count, nil) }
    }
    guard let handle else { throw PictureFailure(reason: "librsvg does not read it") }
    defer { release(handle) }
    guard let context = makeContext(surface) else {
      throw PictureFailure(reason: "cairo has no context")
    }
    defer { destroyContext(context) }
    guard render(handle, context, [0, 0, width, height], nil) != 0 else {
      throw PictureFailure(reason: "librsvg does not draw it")
    }
  }

  /// Appends what is written to an array.
  private static let sink: Sink = { target, bytes, count in
    guard let target, let bytes else { return 1 }
    target.assumingMemoryBound(to: [UInt8].self).pointee
      .append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
    return 0
  }
}

/// The size of a picture, as its first line says it.
private struct SVGSize {
  let width: Double
  let height: Double

  init(_ svg: String) throws(PictureFailure) {
    guard let width = Self.number(after: " width=\"", in: svg),
      let height = Self.number(after: " height=\"", in: svg), width > 0, height > 0
    else { throw PictureFailure(reason: "it has no size") }
    (self.width, self.height) = (width, height)
  }

  private static func number(after mark: String, in svg: String) -> Double? {
    let head = svg.prefix { $0 != ">" }
    guard let start = head.firstRange(of: mark)?.upperBound else { return nil }
    return Double(head[start...].prefix { $0 != "\"" })
  }
}
