import CShims
import Glibc

extension Up {
  /// The few things `up` does with files.
  enum Files {
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func isFolder(_ path: String) -> Bool {
      var information = stat()
      return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
    }

    static func makeFolder(_ path: String, mode: mode_t = 0o700) throws {
      if mkdir(path, mode) == 0 || (errno == EEXIST && isFolder(path)) { return }
      throw Failure.system("create the folder \(path)")
    }

    /// The absolute path without symbolic links, nil when there is nothing at `path`.
    static func resolve(_ path: String) -> String? {
      guard let resolved = realpath(path, nil) else { return nil }
      defer { free(resolved) }
      return String(cString: resolved)
    }

    /// The text of a file, nil when it cannot be read.
    static func read(_ path: String) -> String? {
      let descriptor = shim_open(path, O_RDONLY | O_CLOEXEC, 0)
      guard descriptor >= 0 else { return nil }
      defer { close(descriptor) }
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 16384)
      while true {
        let got = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
        if got < 0 && errno == EINTR { continue }
        guard got >= 0 else { return nil }
        if got == 0 { return String(decoding: bytes, as: UTF8.self) }
        bytes += chunk[..<got]
      }
    }

    /// Writes a file as a whole: who reads `path` finds the old text or the new one, also after a crash.
    static func write(_ text: String, to path: String, mode: mode_t = 0o600) throws {
      let draft = path + ".new"
      unlink(draft)
      let descriptor = shim_open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      guard descriptor >= 0 else { throw Failure.system("write \(path)") }
      defer { close(descriptor) }
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else { throw Failure.system("write \(path)") }
        rest = rest.dropFirst(written)
      }
      guard fsync(descriptor) == 0, rename(draft, path) == 0 else { throw Failure.system("write \(path)") }
    }

    /// What a folder holds; nothing when it cannot be read.
    static func names(in folder: String) -> [String] {
      guard let stream = opendir(folder) else { return [] }
      defer { closedir(stream) }
      var names: [String] = []
      while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { start in
          start.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != "." && name != ".." { names.append(name) }
      }
      return names
    }

    static func size(_ path: String) -> Int {
      var information = stat()
      return stat(path, &information) == 0 ? Int(information.st_size) : 0
    }

    /// Why a program failed, from what it wrote after the byte `start`: its last "Error: ...", or else its last line.
    static func complaint(in path: String, after start: Int = 0) -> String? {
      let descriptor = shim_open(path, O_RDONLY | O_CLOEXEC, 0)
      guard descriptor >= 0 else { return nil }
      defer { close(descriptor) }
      let from = max(start, size(path) - 8192)
      guard lseek(descriptor, off_t(from), SEEK_SET) >= 0 else { return nil }
      var bytes = [UInt8](repeating: 0, count: 8192)
      let got = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      guard got > 0 else { return nil }
      let lines = String(decoding: bytes[..<got], as: UTF8.self).split(whereSeparator: \.isNewline)
      let error = lines.last { $0.hasPrefix("Error: ") }?.dropFirst(7)
      return (error ?? lines.last { $0.contains { !$0.isWhitespace } }).map { String($0.prefix(400)) }
    }
  }
}
