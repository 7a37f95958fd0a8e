import CPango
import Glibc
import Web

/// A picture that is drawn on (Cairo).
///
/// Drawings go onto a layer of twice its size, which is laid over it in the end: thin lines stay smooth.
public final class Canvas {
  private let picture: OpaquePointer
  public let width: Int
  public let height: Int

  /// - Throws: for what is no PNG.
  public init(png file: OpenFile) throws(PictureProblem) {
    let reader = FileReader(file)
    guard
      let surface = cairo_image_surface_create_from_png_stream(
        { context, bytes, count in FileReader.from(context).read(bytes, Int(count)) }, Unmanaged.passUnretained(reader).toOpaque())
    else { throw .notAPicture }
    withExtendedLifetime(reader) {}
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else {
      cairo_surface_destroy(surface)
      throw .notAPicture
    }
    (width, height) = (Int(cairo_image_surface_get_width(surface)), Int(cairo_image_surface_get_height(surface)))
    // Without alpha: what is transparent is white, as paper is.
    guard let plain = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)), let context = cairo_create(plain) else {
      cairo_surface_destroy(surface)
      throw .notWritten("no memory")
    }
    cairo_set_source_rgb(context, 1, 1, 1)
    cairo_paint(context)
    cairo_set_source_surface(context, surface, 0, 0)
    cairo_paint(context)
    cairo_destroy(context)
    cairo_surface_destroy(surface)
    picture = plain
  }

  deinit { cairo_surface_destroy(picture) }

  /// How many times larger the layer is.
  static let density = 2.0

  /// Draws what reviewers drew in the browser (chapter 07, Drawing annotations on a frame), in order. What is none of it is passed over.
  public func draw(_ objects: [JSON]) {
    let (layerWidth, layerHeight) = (Double(width) * Self.density, Double(height) * Self.density)
    guard let layer = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(layerWidth), Int32(layerHeight)),
      let context = cairo_create(layer)
    else { return }
    defer {
      cairo_destroy(context)
      cairo_surface_destroy(layer)
    }
    for object in objects.compactMap(\.object) {
      cairo_save(context)
      DrawnObject(object, frame: (Double(width), Double(height))).draw(on: context)
      cairo_restore(context)
    }
    guard let over = cairo_create(picture) else { return }
    cairo_scale(over, 1 / Self.density, 1 / Self.density)
    cairo_set_source_surface(over, layer, 0, 0)
    cairo_pattern_set_filter(cairo_get_source(over), CAIRO_FILTER_BEST)
    cairo_paint(over)
    cairo_destroy(over)
  }

  /// RGB.
  public func writePNG(to file: OpenFile) throws(PictureProblem) {
    let status = cairo_surface_write_to_png_stream(picture, writeBytes, Unmanaged.passUnretained(file).toOpaque())
    guard status == CAIRO_STATUS_SUCCESS else { throw .notWritten(String(cString: cairo_status_to_string(status))) }
  }

  /// A document with one page for each picture.
  /// - Parameter pages: are asked for one after the other: only one is in memory.
  public static func writePDF(_ pages: some Sequence<OpenFile>, dotsPerInch: Double = 150, to file: OpenFile) throws(PictureProblem) {
    guard let document = cairo_pdf_surface_create_for_stream(writeBytes, Unmanaged.passUnretained(file).toOpaque(), 1, 1),
      let context = cairo_create(document)
    else { throw .notWritten("no memory") }
    defer {
      cairo_destroy(context)
      cairo_surface_destroy(document)
    }
    // A point is 1/72 of an inch.
    let scale = 72 / dotsPerInch
    for page in pages {
      let canvas = try Canvas(png: page)
      cairo_pdf_surface_set_size(document, Double(canvas.width) * scale, Double(canvas.height) * scale)
      cairo_save(context)
      cairo_scale(context, scale, scale)
      cairo_set_source_surface(context, canvas.picture, 0, 0)
      cairo_paint(context)
      cairo_restore(context)
      cairo_show_page(context)
    }
    cairo_surface_finish(document)
    let status = cairo_surface_status(document)
    guard status == CAIRO_STATUS_SUCCESS else { throw .notWritten(String(cString: cairo_status_to_string(status))) }
  }
}

/// Cairo's writing into an `OpenFile`, which stands behind the context.
private let writeBytes: cairo_write_func_t = { context, bytes, count in
  guard let context, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
  let file = Unmanaged<OpenFile>.fromOpaque(context).takeUnretainedValue()
  var done = 0
  while done < Int(count) {
    let written = write(file.descriptor, bytes + done, Int(count) - done)
    if written < 0 && errno == EINTR { continue }
    guard written > 0 else { return CAIRO_STATUS_WRITE_ERROR }
    done += written
  }
  return CAIRO_STATUS_SUCCESS
}

/// Reads an open file from its beginning, wherever its own place is.
private final class FileReader {
  private let file: OpenFile
  private var place = 0

  init(_ file: OpenFile) { self.file = file }

  static func from(_ context: UnsafeMutableRawPointer?) -> FileReader {
    guard let context else { preconditionFailure("Cairo lost its context") }
    return Unmanaged<FileReader>.fromOpaque(context).takeUnretainedValue()
  }

  func read(_ bytes: UnsafeMutablePointer<UInt8>?, _ count: Int) -> cairo_status_t {
    var done = 0
    while done < count {
      let read = pread(file.descriptor, bytes.map { $0 + done }, count - done, place)
      if read < 0 && errno == EINTR { continue }
      guard read > 0 else { return CAIRO_STATUS_READ_ERROR }
      done += read
      place += read
    }
    return CAIRO_STATUS_SUCCESS
  }
}
