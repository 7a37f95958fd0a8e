/// Where things are on a scoreboard, in 64-bit words: a header, the names of the routes, then one place per worker.
///
/// A place is written by its worker, but for what the supervisor knows better (pid, memory). Totals stay with the place when its
/// worker is replaced; the pool's totals are their sum, so no two processes ever add to the same word.
struct ScoreboardLayout: Equatable {
  static let magic: UInt64 = 0x5343_4f52_4542_4f01
  static let headerWords = 32
  static let methodWords = 2
  static let requestIDWords = 8
  /// No status, then 1xx to 5xx.
  static let statusClasses = 6

  /// The words of the header.
  enum Header {
    static let magic = 0, slots = 1, routes = 2, namesBytes = 3
    static let supervisor = 4, started = 5, state = 6, generation = 7, workers = 8
    static let restarts = 9, timeouts = 10, recycled = 11, lost = 12, startedAt = 13
  }

  /// The words of a place.
  enum Place {
    static let sequence = 0, pid = 1, state = 2, since = 3, started = 4, generation = 5, requests = 6, memory = 7, route = 8
    static let method = 9, requestID = method + methodWords
    static let statuses = requestID + requestIDWords, microseconds = statuses + statusClasses
    static let routes = 32
  }

  /// The words of a route's totals within a place.
  enum Route {
    static let requests = 0, failures = 1, microseconds = 2
    static let words = 3
  }

  let slots: Int
  let routes: Int
  let namesBytes: Int

  init(slots: Int, routes: [String]) {
    self.slots = slots
    self.routes = routes.count
    namesBytes = routes.reduce(0) { $0 + $1.utf8.count + 1 }
  }

  /// The layout that a file's header describes; nil when it is not a scoreboard, or shorter than it says.
  init?(describedBy memory: SharedMemory) {
    guard memory.count >= Self.headerWords, memory[Header.magic] == Self.magic else { return nil }
    // Bounds first, so that a damaged header cannot overflow the arithmetic below.
    let (slots, routes, names) = (memory[Header.slots], memory[Header.routes], memory[Header.namesBytes])
    guard slots <= 1 << 16, routes <= 1 << 16, names <= 1 << 24 else { return nil }
    self.slots = Int(slots)
    self.routes = Int(routes)
    namesBytes = Int(names)
    guard memory.count >= words else { return nil }
  }

  /// Places begin on a cache line of their own: workers do not slow each other down.
  var placeWords: Int { (Place.routes + routes * Route.words + 7) & ~7 }
  var namesWords: Int { (namesBytes + 63) / 64 * 8 }
  var words: Int { Self.headerWords + namesWords + slots * placeWords }

  func place(_ index: Int) -> Int { Self.headerWords + namesWords + index * placeWords }
}
