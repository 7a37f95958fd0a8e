import Testing
import Web

@testable import Tracker

@Suite("Revisions of previews") struct PreviewRevisionTests {
  private typealias Known = PreviewRevision.Known

  private func place(_ wanted: Int?, _ known: [Known], single: Bool = false) -> [Int]? {
    (try? PreviewRevision(wanted: wanted, among: known, isSingle: single)).map { [$0.revision, $0.position] }
  }

  @Test func theNextOneOrTheOneOfTheComment() {
    #expect(place(nil, []) == [1, 1])
    let elsewhere = Known(revision: 3, position: 1, isOfComment: false)
    #expect(place(nil, [elsewhere]) == [4, 1])
    #expect(place(nil, [Known(revision: 2, position: 1, isOfComment: true), elsewhere]) == [2, 2])
  }

  @Test func oneThatIsAskedFor() {
    let known = [Known(revision: 1, position: 1, isOfComment: false), Known(revision: 1, position: 2, isOfComment: false)]
    #expect(place(1, known) == nil, "taken")
    #expect(place(0, known) == [0, 1])
    #expect(place(1, known + [Known(revision: 7, position: 1, isOfComment: true)]) == [1, 3], "not asked once the comment has one")
  }

  @Test func onePreviewForEachRevision() {
    #expect(place(nil, [Known(revision: 1, position: 1, isOfComment: true)], single: true) == nil)
    #expect(place(nil, [Known(revision: 1, position: 1, isOfComment: false)], single: true) == [2, 1])
  }

  @Test func aPlaceIsNotGivenTwice() {
    #expect(place(nil, [Known(revision: 1, position: 2, isOfComment: true)]) == [1, 3], "the first one was deleted")
  }
}
