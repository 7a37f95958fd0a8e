import Testing

@testable import Tracker

@Suite struct ClipNameTests {
  @Test func parts() throws {
    let convention = try ClipName("${project_name}_${sequence_name}-$shot_name")
    #expect(convention.parts(of: "PRJ_SEQ01-SH010") == [.project: "PRJ", .sequence: "SEQ01", .shot: "SH010"])
    #expect(convention.parts(of: "A_B_SEQ01-SH010_v2 (copy)") == [.project: "A_B", .sequence: "SEQ01", .shot: "SH010_v2"])
    #expect(convention.parts(of: "SEQ01-SH010") == nil)
    #expect(convention.name([.project: "P", .sequence: "Q", .shot: "S"]) == "P_Q-S")
    #expect(!convention.has(.episode))
  }

  @Test func unknownParts() {
    #expect(throws: ClipName.Unknown.self) { try ClipName("${foo}") }
    #expect(throws: ClipName.Unknown.self) { try ClipName("${shot_name") }
    #expect(throws: ClipName.Unknown.self) { try ClipName("$") }
  }

  /// Every way to read it fails: it takes no time all the same.
  @Test func aLongName() throws {
    let convention = try ClipName("${project_name}_${episode_name}_${sequence_name}_${shot_name}!")
    #expect(convention.parts(of: String(repeating: "a_", count: 200)) == nil)
  }
}
