import Testing
import Web

@testable import EventStream

/// Nothing is skipped that commits late, and nobody waits for ever for what was rolled back.
@Suite struct ProgressTests {
  @Test func whatCommitsLateIsWaitedFor() {
    var progress = Progress(last: 10)
    for position: UInt64 in [11, 14, 15, 18] { progress.saw(position, now: 0) }
    #expect(progress.last == 18)
    #expect(progress.gaps.map(\.positions) == [12...13, 16...17])
    progress.saw(13, now: 1)
    progress.saw(16, now: 1)
    #expect(progress.gaps.map(\.positions) == [12...12, 17...17])
    progress.saw(12, now: 2)
    progress.saw(17, now: 2)
    #expect(progress.gaps.isEmpty && progress.last == 18)
  }

  @Test func inTheMiddleOfAGap() {
    var progress = Progress(last: 0)
    progress.saw(10, now: 0)
    progress.saw(5, now: 0)
    #expect(progress.gaps.map(\.positions) == [1...4, 6...9])
    // Read twice: nothing changes.
    progress.saw(5, now: 0)
    #expect(progress.gaps.map(\.positions) == [1...4, 6...9])
  }

  @Test func whatWasRolledBackIsGivenUp() {
    var progress = Progress(last: 0)
    progress.saw(3, now: 100)
    progress.giveUp(now: 100 + Progress.patience - 1)
    #expect(progress.gaps.count == 1)
    progress.giveUp(now: 100 + Progress.patience)
    #expect(progress.gaps.isEmpty)
  }

  @Test func gapsAreLimited() {
    var progress = Progress(last: 0)
    for number in 1...1000 as ClosedRange<UInt64> { progress.saw(number * 3, now: 0) }
    #expect(progress.gaps.count == Progress.maxGaps)
    #expect(progress.gaps.last?.positions == 2998...2999)
  }

  @Test func cursors() throws {
    let id = ID.make()
    var progress = Progress(last: 7)
    #expect(progress.cursor(id) == id.description)
    progress.saw(10, now: 0)
    let cursor = progress.cursor(id)
    #expect(cursor == "\(id);8-9")
    let parsed = try #require(Progress.parse(cursor: cursor))
    #expect(parsed.id == id && parsed.missing == [8...9])
    #expect(try #require(Progress.parse(cursor: id.description)).missing.isEmpty)
  }

  @Test(arguments: ["", "x", "8a3b6c1e-0000-4000-8000-000000000000;9-8", "8a3b6c1e-0000-4000-8000-000000000000;a-b"])
  func noCursor(text: String) { #expect(Progress.parse(cursor: text) == nil) }
}
