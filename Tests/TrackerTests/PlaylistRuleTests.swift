import Testing
import Web

@testable import Engine
@testable import Tracker

/// Who does what with a playlist: the roles in the team of its project, and outside of it.
struct PlaylistRuleTests {
  private let person = ID.make()
  private static let roles: [(initial: Character, role: Role)] = [
    ("A", .admin), ("M", .manager), ("S", .supervisor), ("U", .user), ("V", .vendor), ("C", .client),
  ]

  private func passing(_ rule: Rule<PlaylistFacts>, forClients: Bool = false, creator: ID? = nil, isMember: Bool = true) throws -> String {
    let record = Record(.playlist, values: ["for_client": forClients.sqlValue, "created_by": creator.sqlValue])
    return try String(
      Self.roles.filter { _, role in
        try rule.passes(
          Standing(person: person, studioRole: role, projectRole: isMember ? role : nil) { [] }, PlaylistFacts(record: record))
      }.map(\.initial))
  }

  @Test func looking() throws {
    #expect(try passing(.look) == "AMSU")
    #expect(try passing(.look, forClients: true) == "AMSUC")
    #expect(try passing(.readBuilds) == "AM")
    #expect(try passing(.readBuilds, forClients: true) == "AMC")
    #expect(try passing(.download) == "AMS")
    #expect(try passing(.download, forClients: true) == "AMSC")
  }

  @Test func changing() throws {
    #expect(try passing(.edit) == "AMS", "nobody made it")
    #expect(try passing(.edit, creator: person) == "AMS")
    #expect(try passing(.edit, creator: .make()) == "AM")
  }

  @Test func fromOutside() throws {
    for rule in [Rule<PlaylistFacts>.look, .readBuilds, .download, .edit] {
      #expect(try passing(rule, forClients: true, creator: person, isMember: false) == "A")
    }
  }
}
