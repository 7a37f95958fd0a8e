import Testing
import Web

@testable import Tracker

/// The worked example of contract chapter 07; and what is no annotation.
struct AnnotationMergeTests {
  private func merge(_ stored: JSON, additions: [JSON] = [], updates: [JSON] = [], deletions: [JSON] = []) throws -> JSON {
    try AnnotationMerge(additions: additions, updates: updates, deletions: deletions).merged(into: stored)
  }

  private func drawn(_ time: JSON, _ objects: JSON...) -> JSON { ["time": time, "drawing": ["objects": .array(objects)]] }

  @Test func objectsGetIds() throws {
    let merged = try merge(.null, additions: [drawn(1.0, ["type": "path"], ["id": "o2"])])
    let objects = merged.array?.first?["drawing"]["objects"].array ?? []
    #expect(objects.count == 2)
    #expect(ID(objects.first?["id"].text ?? "") != nil)
    #expect(objects.last?["id"] == "o2")
  }

  @Test func anExistingObjectIsNotAddedAgain() throws {
    let stored: JSON = .array([drawn(1.0, ["id": "o1"], ["id": "o2"])])
    let merged = try merge(
      stored, additions: [drawn(1, ["id": "o2", "changed": true], ["id": "o3"]), drawn(0.5)],
      updates: [drawn(1.0, ["id": "o3", "r": 5], ["id": "zz"])])
    #expect(merged == .array([drawn(1.0, ["id": "o1"], ["id": "o2"], ["id": "o3", "r": 5])]))
    let less = try merge(merged, deletions: [["time": 1.0, "objects": ["o3"]], ["time": 9, "objects": ["o1"]]])
    #expect(less == stored)
  }

  @Test func whatIsChangedMovesToTheEnd() throws {
    let stored: JSON = .array([drawn(2, ["id": "a"], ["id": "b"])])
    let merged = try merge(stored, updates: [drawn(2.0, ["id": "a", "x": 1]), drawn(3, ["id": "b"])])
    #expect(merged == .array([drawn(2, ["id": "b"], ["id": "a", "x": 1])]))
  }

  @Test func twoAdditionsOfOneNewMomentAreBothKept() throws {
    let merged = try merge(.null, additions: [drawn(4, ["id": "a"]), drawn(4, ["id": "b"])])
    #expect(merged == .array([drawn(4, ["id": "a"]), drawn(4, ["id": "b"])]))
  }

  @Test func theLastObjectTakesItsAnnotationAlong() throws {
    #expect(try merge(.array([drawn(1, ["id": "a"])]), deletions: [["time": 1, "objects": ["a"]]]) == [])
  }

  @Test(arguments: [
    JSON.null, "x", [:], ["time": 1], ["time": "1", "drawing": ["objects": []]], ["time": 1, "drawing": ["objects": ["x"]]],
  ])
  func whatIsNoAnnotationIsRefused(_ addition: JSON) {
    #expect(throws: Failure.self) { try merge(.null, additions: [addition]) }
    #expect(throws: Failure.self) { try merge(.null, updates: [addition]) }
  }
}
