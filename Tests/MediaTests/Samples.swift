import Glibc
import Web

@testable import Media

/// Pictures and movies made on the spot, in files without a name.
enum Samples {
  static let folder = "/tmp"

  struct NotMade: Error, CustomStringConvertible { let description: String }

  /// What ffmpeg makes of these arguments; the output's format is the last of them.
  static func make(_ arguments: String...) throws -> OpenFile {
    let file = try OpenFile(in: folder)
    let words = arguments.flatMap { $0.split(separator: " ").map(String.init) }
    // A pipe for formats that are written in one go, and a file for those that come back to their beginning.
    let program = Program(
      name: "ffmpeg", arguments: ["-nostdin", "-v", "error", "-y"] + words + ["file:/dev/fd/\(file.descriptor)"], files: [file])
    let result = try program.run()
    guard result.isSuccess else { throw NotMade(description: result.complaints) }
    return file
  }

  static func file(_ bytes: [UInt8]) throws -> OpenFile {
    let file = try OpenFile(in: folder)
    _ = pwrite(file.descriptor, bytes, bytes.count, 0)
    return file
  }

  static func bytes(_ file: OpenFile) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: file.size)
    let count = pread(file.descriptor, &bytes, bytes.count, 0)
    return Array(bytes.prefix(count))
  }

  /// RGBA of every pixel.
  static func pixels(_ file: OpenFile) throws -> [UInt8] {
    let raw = try OpenFile(in: folder)
    let result = try Program(
      name: "ffmpeg",
      arguments: [
        "-nostdin", "-v", "error", "-y", "-f", "png_pipe", "-i", "file:/dev/fd/\(file.descriptor)", "-pix_fmt", "rgba", "-f", "rawvideo",
        "file:/dev/fd/\(raw.descriptor)",
      ],
      files: [file, raw]
    ).run()
    guard result.isSuccess else { throw NotMade(description: result.complaints) }
    return bytes(raw)
  }
}
