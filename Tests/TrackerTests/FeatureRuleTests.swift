import Engine
import MariaDB
import Testing
import Web

@testable import Tracker

/// Who passes the rules that one feature needs: the six roles, in the team of the project and outside of it.
@Suite struct FeatureRuleTests {
  private let person = ID.make()

  /// Initials of the roles that pass: Admin, Manager, Supervisor, User, Vendor, Client.
  private func passing<Row>(_ rule: Rule<Row>, _ row: Row, isMember: Bool = true) throws -> String {
    let roles: [(initial: Character, role: Role)] = [
      ("A", .admin), ("M", .manager), ("S", .supervisor), ("U", .user), ("V", .vendor), ("C", .client),
    ]
    return try String(
      roles.filter { _, role in
        try rule.passes(Standing(person: person, studioRole: role, projectRole: isMember ? role : nil) { [] }, row)
      }.map(\.initial))
  }

  @Test func quotas() throws {
    let rule = Rule<Person>.seeWork
    #expect(try passing(rule, Person(ID.make())) == "AMS")
    #expect(try passing(rule, Person(person)) == "AMSUVC")
    #expect(try passing(rule, Person(person), isMember: false) == "AUVC", "who leads a project says nothing of others")
  }

  @Test func outputFiles() throws {
    #expect(try passing(.change, RowFacts { false }) == "AM")
    #expect(try passing(.change, RowFacts { true }, isMember: false) == "AMSUVC")
  }

  private func task(isAssigned: Bool) -> TaskFacts {
    TaskFacts(
      id: ID.make(), project: ID.make(), entity: ID.make(), taskType: ID.make(), department: ID.make(), entityCreator: nil,
      isAssigned: isAssigned
    ) { isAssigned }
  }

  @Test func previewRows() throws {
    #expect(try passing(.seePreviewRow, task(isAssigned: false)) == "AMSUC")
    #expect(try passing(.seePreviewRow, task(isAssigned: true), isMember: false) == "AV")
    let vendorHere = Standing(person: person, studioRole: .user, projectRole: .vendor) { [] }
    #expect(try !Rule.seePreviewRow.passes(vendorHere, task(isAssigned: false)))
    #expect(try Rule.seePreviewRow.passes(vendorHere, task(isAssigned: true)))
  }

  @Test func changingComments() throws {
    func comment(by author: ID, as role: Role? = nil, isAssigned: Bool = false) -> CommentFacts {
      let values: [String: Value] = ["person_id": author.sqlValue, "text": "Well", "pinned": .integer(0), "for_client": .integer(0)]
      return CommentFacts(record: Record(.comment, values: values), task: task(isAssigned: isAssigned)) {
        role
      } isolatesClients: {
        false
      }
    }
    #expect(try passing(.change(["text": "New"]), comment(by: person)) == "AMSU", "vendors see what is assigned to them")
    #expect(try passing(.change(["text": "New"]), comment(by: person, as: .client)) == "AMSC")
    #expect(try passing(.change(["text": "New"]), comment(by: ID.make())) == "AM")
    #expect(try passing(.change(["pinned": true]), comment(by: person)) == "AMS")
    #expect(try passing(.change(["pinned": false]), comment(by: ID.make())) == "AMSU", "as it is, for who sees it")
    #expect(try passing(.change(["checklist": [["text": "A"]]]), comment(by: ID.make())) == "AMS")
    #expect(try passing(.change(["checklist": [["text": "A"]]]), comment(by: ID.make(), isAssigned: true)) == "AMSUV")
    #expect(try passing(.change(["for_client": true]), comment(by: person)) == "AM")
    #expect(try passing(.change(["person_id": JSON(ID.make())]), comment(by: person)) == "AM")
    #expect(try passing(.change(["text": "New"]), comment(by: person), isMember: false) == "A")
  }
}
