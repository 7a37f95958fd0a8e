import CShims
import Glibc
import Synchronization

/// 64-bit words that several processes see.
///
/// Every access is one atomic load or store, so a reader never sees half a value; what must be read together is guarded by
/// ``Slot``'s sequence number.
struct SharedMemory {
  let words: UnsafeMutablePointer<Atomic<UInt64>>
  let count: Int

  subscript(index: Int) -> UInt64 {
    get { words[index].load(ordering: .relaxed) }
    nonmutating set { words[index].store(newValue, ordering: .relaxed) }
  }

  /// Adds to a word that only the calling process writes: no locked instruction is needed.
  func add(_ amount: UInt64, at index: Int) {
    self[index] = self[index] &+ amount
  }

  /// Zeroed memory that this process and its children share.
  static func anonymous(words count: Int) throws -> SharedMemory {
    try map(words: count, protection: PROT_READ | PROT_WRITE, flags: MAP_SHARED | MAP_ANONYMOUS, descriptor: -1, name: "shared memory")
  }

  /// Zeroed memory in a new file that `fill` prepares before it takes its place at `path`, readable by everyone.
  static func create(path: String, words count: Int, fill: (SharedMemory) -> Void) throws -> SharedMemory {
    let draft = path + ".new"
    unlink(draft)
    let descriptor = shim_open(draft, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw PoolError.system("cannot make the scoreboard \(path)") }
    defer { close(descriptor) }
    do {
      // The blocks are taken now: on a full file system a later store would be a SIGBUS, not an error.
      let code = posix_fallocate(descriptor, 0, off_t(count * 8))
      guard code == 0 else { throw PoolError.system("cannot make the scoreboard \(path)", code: code) }
      // Whatever the umask: `status` may be asked by someone else than the server's user.
      fchmod(descriptor, 0o644)
      let memory = try map(words: count, protection: PROT_READ | PROT_WRITE, flags: MAP_SHARED, descriptor: descriptor, name: path)
      fill(memory)
      guard rename(draft, path) == 0 else { throw PoolError.system("cannot put the scoreboard at \(path)") }
      return memory
    } catch {
      unlink(draft)
      throw error
    }
  }

  /// The words of an existing file, for reading only.
  static func open(path: String) throws -> SharedMemory {
    let descriptor = shim_open(path, O_RDONLY | O_CLOEXEC, 0)
    guard descriptor >= 0 else {
      if errno == ENOENT { throw PoolError("there is no scoreboard at \(path): the server is not running, or keeps it elsewhere") }
      throw PoolError.system("cannot open the scoreboard \(path)")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw PoolError.system("cannot look at the scoreboard \(path)") }
    guard status.st_size >= 8 else { throw PoolError("\(path) is not a scoreboard") }
    return try map(words: Int(status.st_size) / 8, protection: PROT_READ, flags: MAP_SHARED, descriptor: descriptor, name: path)
  }

  func unmap() {
    munmap(words, count * 8)
  }

  private static func map(words count: Int, protection: Int32, flags: Int32, descriptor: Int32, name: String) throws -> SharedMemory {
    let address = mmap(nil, count * 8, protection, flags, descriptor, 0)
    guard let address, address != MAP_FAILED else { throw PoolError.system("cannot map \(name)") }
    return SharedMemory(words: address.bindMemory(to: Atomic<UInt64>.self, capacity: count), count: count)
  }
}

extension SharedMemory {
  /// Writes text into `room` words, eight bytes each, padded with NUL; what does not fit is cut off.
  func write(_ text: String, at index: Int, room: Int) {
    var text = text
    text.withUTF8 { bytes in
      for word in 0..<room {
        let start = word * 8
        guard start < bytes.count else {
          self[index + word] = 0
          continue
        }
        var value: UInt64 = 0
        for offset in 0..<min(8, bytes.count - start) { value |= UInt64(bytes[start + offset]) << UInt64(offset * 8) }
        self[index + word] = value
      }
    }
  }

  /// The text that ``write(_:at:room:)`` left; bytes that are no UTF-8, as where it was cut, are replaced.
  func text(at index: Int, room: Int) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(room * 8)
    for word in 0..<room {
      let value = self[index + word]
      for offset in 0..<8 {
        let byte = UInt8(truncatingIfNeeded: value >> UInt64(offset * 8))
        if byte == 0 { return String(decoding: bytes, as: UTF8.self) }
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
