import Glibc
import Testing
import Web

@testable import Media

@Suite struct PictureTests {
  private let limit = 400_000_000

  private func picture(_ file: OpenFile, _ formats: Set<PictureFormat> = PictureFormat.previews) throws -> Picture {
    try Picture(file, formats: formats, limit: limit)
  }

  /// A still of that size in that form.
  private func still(_ size: String, _ options: String = "-pix_fmt rgb24", codec: String = "png", format: String = "image2pipe") throws
    -> OpenFile
  {
    try Samples.make("-f lavfi -i testsrc2=size=\(size) -frames:v 1 \(options) -c:v \(codec) -f \(format)")
  }

  private func png(_ picture: Picture) throws -> OpenFile {
    let file = try OpenFile(in: Samples.folder)
    try picture.writePNG(to: file)
    return file
  }

  @Test func whatIsMadeOfAPreview() throws {
    let original = try picture(try still("1920x800")).normalised()
    let sizes = try PreviewPicture.allCases.map { kind in
      let made = try kind.make(of: original)
      return "\(kind.rawValue) \(made.width)x\(made.height) \(made.hasAlpha)"
    }
    #expect(sizes == ["original 1920x800 false", "previews 1200x500 true", "thumbnails 150x100 true", "thumbnails-square 100x100 true"])
    let thumbnail = try Samples.pixels(try png(PreviewPicture.thumbnails.make(of: original)))
    #expect(thumbnail.count == 150 * 100 * 4)
    let isOpaque = (0..<100).map { thumbnail[($0 * 150 + 75) * 4 + 3] == 255 }
    #expect(isOpaque.firstIndex(of: true) == 18 && isOpaque.lastIndex(of: true) == 80, "transparent above and below")
  }

  @Test(arguments: ["rgb24", "rgba", "gray", "ya8", "gray16be", "rgb48be", "rgba64be", "pal8", "monob"])
  func pngs(pixels: String) throws {
    let original = try picture(try still("320x200", "-pix_fmt \(pixels)")).normalised()
    #expect(original.width == 320 && original.height == 200)
    #expect(original.hasAlpha == ["rgba", "ya8", "rgba64be"].contains(pixels))
    let stored = try png(original)
    // The original is a picture that may be uploaded again.
    #expect(try picture(stored).normalised().width == 320)
    for kind in PreviewPicture.allCases { #expect(try png(kind.make(of: original)).size > 0) }
    // Red, in the corner of the test card, is red whatever the depth.
    let seen = Array(try Samples.pixels(stored)[0..<3])
    let source = Array(try Samples.pixels(try still("320x200", "-pix_fmt \(pixels)"))[0..<3])
    #expect(zip(seen, source).allSatisfy { abs(Int($0) - Int($1)) <= 2 }, "\(pixels): \(seen), \(source)")
  }

  @Test func jpegs() throws {
    let original = try picture(try still("320x200", codec: "mjpeg")).normalised()
    #expect(original.width == 320 && !original.hasAlpha)
    #expect(try png(original).size > 0)
  }

  @Test func colours() throws {
    // Pure red everywhere, scaled and placed: still red, and opaque.
    let red = try Samples.make("-f lavfi -i color=red:size=640x360 -frames:v 1 -pix_fmt rgb24 -c:v png -f image2pipe")
    let thumbnail = try Samples.pixels(try png(PreviewPicture.thumbnails.make(of: picture(red).normalised())))
    let middle = (50 * 150 + 75) * 4
    #expect(thumbnail[middle] >= 253 && thumbnail[middle + 1] <= 1 && thumbnail[middle + 3] == 255)
  }

  @Test func refused() throws {
    let gif = try Samples.make("-f lavfi -i testsrc2=size=64x64:duration=1 -f gif")
    #expect(throws: PictureProblem.notAPicture) { try picture(gif) }
    #expect(try picture(gif, PictureFormat.avatars).width == 64)
    for bytes in [
      [], Array("hello".utf8), Array("PK\u{3}\u{4}".utf8), Array("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8),
      [0x89, 0x50, 0x4E, 0x47],
    ] {
      #expect(throws: PictureProblem.self) { try picture(Samples.file(bytes)).normalised() }
    }
  }

  /// The sizes are in the head: no pixel is decoded for it.
  @Test func tooManyPixels() throws {
    let problem = #expect(throws: PictureProblem.self) { try Picture(still("320x200"), formats: [.png], limit: 63_999) }
    #expect(problem == .tooLarge(width: 320, height: 200, limit: 63_999))
    #expect(try Picture(still("320x200"), formats: [.png], limit: 64_000).width == 320)
  }

  @Test(arguments: ["png", "mjpeg"]) func cutShort(codec: String) throws {
    let whole = Samples.bytes(try still("640x360", codec == "png" ? "-pix_fmt rgb24" : "", codec: codec))
    for count in [whole.count / 2, whole.count - 40] {
      let problem = #expect(throws: PictureProblem.self) { try picture(Samples.file(Array(whole.prefix(count)))).normalised() }
      guard case .damaged? = problem else { throw Samples.NotMade(description: "\(String(describing: problem))") }
    }
  }

  @Test func nowhereToWrite() throws {
    let original = try picture(try still("320x200")).normalised()
    let full = try #require(OpenFile(path: "/dev/null"))
    #expect(throws: PictureProblem.self) { try original.writePNG(to: full) }
  }
}
