import CShims
import Glibc
import Web

/// A program that works on one file for us: it gets that file and the ones it writes as open descriptors, knows no path, and is ended when
/// it takes too long, when we end, or when nobody wants its result any more.
struct Program {
  let name: String
  let arguments: [String]
  /// Open files that it may use, as `/dev/fd/<number>`.
  var files: [OpenFile] = []
  var limits = Limits()

  /// What it may take of the machine.
  struct Limits {
    /// Seconds.
    var time = 3600
    /// Bytes of address space.
    var memory = 8 << 30
    /// Bytes of each file it writes; 0: as many as there is room for.
    var fileSize = 0
    /// 0 to 19: how much others go first.
    var niceness = 0
  }

  /// How it ended.
  struct Result {
    let status: Int32
    let output: [UInt8]
    /// The last of what it complained about.
    let complaints: String

    var isSuccess: Bool { status == 0 }
    /// The signal it was ended by; 0 when it ended itself.
    var signal: Int32 { status & 0x7F }
  }

  enum Problem: Error, Equatable {
    case notStarted(String)
    case tooLong(seconds: Int)
    /// `isWanted` said no.
    case notWanted
  }

  /// Bytes that are kept of what it writes to its standard output, and to its standard error.
  private static let maxOutput = 64 << 20
  private static let maxComplaints = 16 << 10

  /// - Parameters:
  ///   - isWanted: asked about twice a second; with false the program is ended.
  ///   - onLine: gets each line of the standard output as it comes; then nothing of it is kept.
  func run(isWanted: () -> Bool = { true }, onLine: ((String) -> Void)? = nil) throws(Problem) -> Result {
    let output = try Pipe()
    let errors = try Pipe()
    let process = try start(output: output.end, errors: errors.end)
    output.closeEnd()
    errors.closeEnd()
    let deadline = Self.now + limits.time
    var (isOutputOpen, isErrorsOpen) = (true, true)
    let lines = output
    var problem: Problem?
    while (isOutputOpen || isErrorsOpen) && problem == nil {
      var polls = [pollfd(fd: isOutputOpen ? lines.start : -1, events: Int16(POLLIN), revents: 0)]
      polls.append(pollfd(fd: isErrorsOpen ? errors.start : -1, events: Int16(POLLIN), revents: 0))
      poll(&polls, 2, 500)
      if polls[0].revents != 0 { isOutputOpen = lines.read(keep: Self.maxOutput, isTail: false) }
      if polls[1].revents != 0 { isErrorsOpen = errors.read(keep: Self.maxComplaints, isTail: true) }
      if let onLine { for line in lines.takeLines() { onLine(line) } }
      if Self.now >= deadline { problem = .tooLong(seconds: limits.time) }
      if problem == nil && !isWanted() { problem = .notWanted }
    }
    if problem != nil { kill(-process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    if let problem { throw problem }
    return Result(status: status, output: lines.bytes, complaints: String(decoding: errors.bytes, as: UTF8.self))
  }

  private static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec
  }

  private func start(output: Int32, errors: Int32) throws(Problem) -> pid_t {
    let nothing = shim_open("/dev/null", O_RDONLY | O_CLOEXEC, 0)
    defer { close(nothing) }
    // Of our environment only where programs are; words are English.
    let environment = ["PATH=\(getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin")", "LC_ALL=C.UTF-8"]
    let process = Self.withStrings([name] + arguments) { arguments in
      Self.withStrings(environment) { environment in
        files.map(\.descriptor).withUnsafeBufferPointer { kept in
          name.withCString { path in
            var program = shim_program()
            program.path = path
            program.arguments = arguments
            program.environment = environment
            (program.input, program.output, program.errors) = (nothing, output, errors)
            program.kept = kept.baseAddress
            program.kept_count = Int32(kept.count)
            (program.own_group, program.death_signal) = (1, SIGKILL)
            program.niceness = Int32(limits.niceness)
            (program.memory, program.file_size) = (UInt(limits.memory), UInt(limits.fileSize))
            return shim_start(&program)
          }
        }
      }
    }
    guard process > 0 else { throw .notStarted("\(name): \(String(cString: strerror(errno)))") }
    return process
  }

  private static func withStrings<Result>(_ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result) -> Result {
    let copies = strings.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return body(copies)
  }
}

/// One end for us, one for a child.
private final class Pipe {
  let start: Int32
  private(set) var end: Int32
  private(set) var bytes: [UInt8] = []

  init() throws(Program.Problem) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .notStarted(String(cString: strerror(errno))) }
    for end in ends { _ = shim_fcntl(end, F_SETFD, FD_CLOEXEC) }
    (start, end) = (ends[0], ends[1])
  }

  deinit {
    close(start)
    closeEnd()
  }

  func closeEnd() {
    if end >= 0 { close(end) }
    end = -1
  }

  /// Takes what there is. - Returns: false when nothing will come any more.
  func read(keep limit: Int, isTail: Bool) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    let count = Glibc.read(start, &buffer, buffer.count)
    if count < 0 { return errno == EINTR }
    bytes += buffer.prefix(count)
    if bytes.count > limit { bytes = isTail ? Array(bytes.suffix(limit)) : Array(bytes.prefix(limit)) }
    return count > 0
  }

  /// The complete lines that have come, once.
  func takeLines() -> [String] {
    guard let last = bytes.lastIndex(of: 10) else { return [] }
    let lines = bytes[...last].split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
    bytes.removeFirst(last + 1)
    return lines
  }
}
