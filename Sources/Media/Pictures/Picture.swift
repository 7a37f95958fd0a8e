import CShims
import Web

/// A picture on its way through libvips: pixels are computed when they are written.
public final class Picture {
  private let image: OpaquePointer
  /// What the pixels are read from must stay as long as they may be.
  private let source: AnyObject?

  public var width: Int { Int(shim_vips_width(image)) }
  public var height: Int { Int(shim_vips_height(image)) }
  public var hasAlpha: Bool { shim_vips_has_alpha(image) != 0 }

  /// Begins to read a picture.
  /// - Parameters:
  ///   - file: it is not needed afterwards.
  ///   - formats: what it may be.
  ///   - limit: the most pixels it may have, known before any is decoded.
  public convenience init(_ file: OpenFile, formats: Set<PictureFormat>, limit: Int) throws(PictureProblem) {
    Library.start()
    guard let content = MappedFile(file), let start = content.bytes.baseAddress,
      let loader = shim_vips_loader(start, content.bytes.count).map({ String(cString: $0) }),
      formats.contains(where: { loader.hasPrefix($0.rawValue) })
    else {
      shim_vips_forget_message()
      throw .notAPicture
    }
    guard let image = shim_vips_load(start, content.bytes.count) else { throw .damaged(Library.message) }
    self.init(image, source: content)
    let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
    if overflow || pixels > limit { throw .tooLarge(width: width, height: height, limit: limit) }
  }

  private init(_ image: OpaquePointer, source: AnyObject?) {
    self.image = image
    self.source = source
  }

  deinit { shim_vips_free(image) }

  private func step(_ result: OpaquePointer?) throws(PictureProblem) -> Picture {
    guard let result else { throw .damaged(Library.message) }
    return Picture(result, source: source)
  }

  /// As it is kept: 8 bits for each of grey, RGB and alpha. An embedded profile of a coloured picture is applied and gone (sRGB); CMYK
  /// becomes RGB; a palette is resolved. A picture lying on its side (EXIF) stays so, as the original has it (chapter 07, Pictures).
  /// All pixels are decoded: what is damaged is found out here.
  public func normalised() throws(PictureProblem) -> Picture {
    let colours = shim_vips_colours(image)
    let picture =
      switch colours {
      case SHIM_RGB,
        SHIM_CMYK where shim_vips_has_profile(image) != 0:
        try step(shim_vips_apply_profile(image))
      case SHIM_CMYK: try step(shim_vips_rgb_of_cmyk(image))
      default: self
      }
    return try picture.plain().inMemory()
  }

  /// Light as a screen shows it, from a picture in linear light.
  public func toned() throws(PictureProblem) -> Picture { try step(shim_vips_tone(image)).inMemory() }

  private func plain() throws(PictureProblem) -> Picture { try step(shim_vips_plain(image)) }
  /// With its pixels computed, for whoever needs them more than once.
  func inMemory() throws(PictureProblem) -> Picture { try step(shim_vips_in_memory(image)) }

  /// The whole picture on a transparent canvas of that size: as large as it fits, in the middle (chapter 07, *fit*; small pictures keep
  /// their ratio too, chapter 09 row 96).
  public func fitted(_ width: Int, _ height: Int) throws(PictureProblem) -> Picture {
    let size = Fit(of: self.width, self.height, into: width, height)
    // Colours without alpha are scaled in a third of the time: it comes last.
    let plain = try self.scaled(size.width, size.height)
    let scaled = try plain.step(shim_vips_with_alpha(plain.image))
    return size.width == width && size.height == height ? scaled : try scaled.placed(size.x, size.y, width, height)
  }

  private func scaled(_ width: Int, _ height: Int) throws(PictureProblem) -> Picture {
    try step(shim_vips_scale(image, Int32(width), Int32(height)))
  }

  private func placed(_ x: Int, _ y: Int, _ width: Int, _ height: Int) throws(PictureProblem) -> Picture {
    try step(shim_vips_place(image, Int32(x), Int32(y), Int32(width), Int32(height)))
  }

  /// Writes it as PNG, without any metadata.
  public func writePNG(to file: OpenFile) throws(PictureProblem) {
    guard shim_vips_write_png(image, file.descriptor) == 0 else { throw .notWritten(Library.message) }
  }
}

/// How a picture of one size is put into a box.
struct Fit: Equatable {
  let width: Int
  let height: Int
  let x: Int
  let y: Int

  /// Sizes are rounded up, offsets down.
  init(of width: Int, _ height: Int, into boxWidth: Int, _ boxHeight: Int) {
    var fitted = (width: (boxHeight * width + height - 1) / height, height: boxHeight)
    if width * boxHeight == height * boxWidth {
      fitted = (boxWidth, boxHeight)
    } else if fitted.width > boxWidth {
      fitted = (boxWidth, (boxWidth * height + width - 1) / width)
    }
    (self.width, self.height) = fitted
    x = (boxWidth - fitted.width) / 2
    y = (boxHeight - fitted.height) / 2
  }
}

/// The library in this process. It has threads of its own, so it begins after the last fork, with the first picture.
private enum Library {
  static func start() { _ = isStarted }

  private static let isStarted: Bool = {
    guard shim_vips_start("tsubame") == 0 else { fatalError("libvips does not start: \(message)") }
    PictureFormat.allowAll()
    return true
  }()

  static var message: String {
    defer { shim_vips_forget_message() }
    return String(cString: shim_vips_message()).split(separator: "\n").joined(separator: "; ")
  }
}
