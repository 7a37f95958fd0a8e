import Testing
import Web

@testable import Tracker

@Suite("Comments") struct CommentTests {
  private let todo = ID.make()
  private let next = ID.make()

  private func effect(_ flags: StatusFlags) -> StatusEffect { StatusEffect(of: next, flags, after: todo) }

  @Test func aStatusThatIsKeptChangesNothing() {
    let all = StatusFlags(isRetake: true, isWorkInProgress: true, isFeedbackRequest: true, isDone: true)
    #expect(StatusEffect(of: todo, all, after: todo).isChange == false)
    #expect(StatusEffect(of: todo, all, after: todo) == StatusEffect(of: todo, StatusFlags(), after: todo))
  }

  @Test func aStatusThatChangesMovesTheDates() {
    #expect(effect(StatusFlags()).end == .cleared && effect(StatusFlags()).done == .cleared)
    #expect(effect(StatusFlags(isRetake: true)).addsRetake)
    #expect(effect(StatusFlags(isWorkInProgress: true)).startsWork)
    #expect(effect(StatusFlags(isFeedbackRequest: true)).end == .now)
    let done = effect(StatusFlags(isDone: true))
    #expect(done.end == .kept && done.done == .now)
  }

  @Test(arguments: [
    (JSON.null, 2, 2), (.integer(3), 2, 3), ("4", 2, 4), (.integer(0), 2, 2), ("many", 2, 2),
  ])
  func capsOfRetakes(entity: JSON, project: Int, cap: Int) {
    #expect(RetakeCap.cap(entity: entity, project: project) == cap)
    #expect(RetakeCap.cap(entity: entity, project: 0) == nil, "a project without a limit has none for its entities")
  }

  @Test func hashtagsNameTaskTypes() {
    #expect(Hashtags(in: "no tag").isEmpty)
    let tags = Hashtags(in: "see #Beta, #gamma2 and #")
    #expect(tags.name("BETA", besides: "Alpha") && tags.name("Gamma", besides: "Alpha"))
    #expect(!tags.name("Gamma2", besides: "Alpha") && !tags.name("Delta", besides: "Alpha"))
    #expect(!tags.name("Beta", besides: "Beta"), "the task itself")
    #expect(Hashtags(in: "#all").name("Anything", besides: "Alpha") && !Hashtags(in: "#all").name("Alpha", besides: "Alpha"))
  }

  @Test func automationsSetNothingBack() {
    func automation(_ entityType: String, _ from: Int, _ to: Int, ready: Bool = false) -> Automation {
      Automation(
        id: .make(), entityType: entityType,
        output: ready ? .readyFor(taskType: .make()) : .status(taskType: .make(), status: .make(), importsRevision: false),
        priorities: (from, to))
    }
    #expect(automation("asset", 1, 2).follows(onEntityOf: "Prop", isAsset: true))
    #expect(automation("asset", 2, 2).follows(onEntityOf: "Prop", isAsset: true))
    #expect(!automation("asset", 3, 1).follows(onEntityOf: "Prop", isAsset: true))
    #expect(!automation("asset", 1, 2).follows(onEntityOf: "Shot", isAsset: false))
    #expect(automation("shot", 1, 2).follows(onEntityOf: "Shot", isAsset: false))
    #expect(automation("asset", 3, 1, ready: true).follows(onEntityOf: "Prop", isAsset: true), "readiness has no order")
    #expect(!automation("shot", 1, 3, ready: true).follows(onEntityOf: "Shot", isAsset: false), "only assets are ready for something")
  }

  @Test(arguments: [
    ("th01.PNG", "png"), ("archive.tar.gz", "gz"), ("README", "readme"), ("scène.blend1", "blend1"), ("a.alembic", "alembi"), ("x.", ""),
  ])
  func extensionsOfAttachments(name: String, kind: String) {
    #expect(Attachments.fileExtension(of: name) == kind)
  }

  @Test func momentsOfComments() throws {
    #expect(try CommentDate.read("2020-05-05T10:00:00") == DateTime(year: 2020, month: 5, day: 5, hour: 10))
    #expect(try CommentDate.read("2020-05-05 10:00:00") == DateTime(year: 2020, month: 5, day: 5, hour: 10))
    for other in ["", "2020-05-05", "2020-05-05T10:00:00Z", "20-05-05T10:00:00Z1", "2020-05-05 10:00:00.5"] {
      #expect(try CommentDate.read(other) == nil, "\(other)")
    }
    for impossible in ["2020-02-30 10:00:00", "2020-13-01T10:00:00", "2020-05-05T25:00:00"] {
      #expect(throws: Failure.self) { try CommentDate.read(impossible) }
    }
  }
}
