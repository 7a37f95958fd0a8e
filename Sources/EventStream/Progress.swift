import Web

/// How far the journal of events was read, and which positions before that were not there yet.
///
/// A position is given out when a row is written and becomes visible when its transaction commits, so a reader that only looked past the
/// last one would skip what commits late. Positions of transactions that were rolled back never come; after a while nobody waits for them.
struct Progress: Equatable {
  private(set) var last: UInt64
  private(set) var gaps: [Gap] = []

  struct Gap: Equatable {
    var positions: ClosedRange<UInt64>
    /// In seconds of the caller's clock.
    let until: Int
  }

  /// Longer than any transaction of a request may last, in seconds.
  static let patience = 300
  /// More than this many gaps at a time come from a server that counts in steps (a cluster); the oldest are given up.
  static let maxGaps = 256

  init(last: UInt64, missing: [ClosedRange<UInt64>] = [], now: Int = 0) {
    self.last = last
    gaps = missing.map { Gap(positions: $0, until: now + Self.patience) }
  }

  /// Notes a position that was read; positions come in any order.
  mutating func saw(_ position: UInt64, now: Int) {
    if position > last {
      if position > last + 1 { gaps.append(Gap(positions: last + 1...position - 1, until: now + Self.patience)) }
      last = position
      if gaps.count > Self.maxGaps { gaps.removeFirst(gaps.count - Self.maxGaps) }
      return
    }
    guard let index = gaps.firstIndex(where: { $0.positions.contains(position) }) else { return }
    let gap = gaps.remove(at: index)
    let (lower, upper) = (gap.positions.lowerBound, gap.positions.upperBound)
    if position < upper { gaps.insert(Gap(positions: position + 1...upper, until: gap.until), at: index) }
    if position > lower { gaps.insert(Gap(positions: lower...position - 1, until: gap.until), at: index) }
  }

  mutating func giveUp(now: Int) { gaps.removeAll { $0.until <= now } }

  /// What somebody who has heard of the event names to get all that follows: the event's id, and behind it the positions that were still to
  /// come then. The id alone is understood too.
  func cursor(_ id: ID) -> String {
    guard !gaps.isEmpty else { return id.description }
    return "\(id);" + gaps.map { "\($0.positions.lowerBound)-\($0.positions.upperBound)" }.joined(separator: ",")
  }

  /// The two parts of a cursor; nil for what is none.
  static func parse(cursor: String) -> (id: ID, missing: [ClosedRange<UInt64>])? {
    let parts = cursor.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let id = ID(first) else { return nil }
    var missing: [ClosedRange<UInt64>] = []
    for part in (parts.count > 1 ? parts[1] : "").split(separator: ",").prefix(maxGaps) {
      let ends = part.split(separator: "-").compactMap { UInt64($0) }
      guard ends.count == 2, ends[0] <= ends[1] else { return nil }
      missing.append(ends[0]...ends[1])
    }
    return (id, missing)
  }
}
