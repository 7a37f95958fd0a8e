import Identity
import TestSupport
import Testing
import Web

@testable import Engine
@testable import Tracker

@Suite("People of a directory") struct DirectoryPlanTests {
  private func settings(_ variables: [String: String] = [:]) throws -> DirectorySettings {
    try Configuration.forTests(["EMAIL_DOMAIN": "studio.example"].merging(variables) { $1 }).directory
  }

  private func entry(_ values: [String: [String]]) -> DirectoryEntry {
    DirectoryEntry(
      name: "", values: Dictionary(uniqueKeysWithValues: values.map { ($0.key.lowercased(), $0.value.map { Array($0.utf8) }) }))
  }

  private func found(
    _ login: String, id: String? = nil, emails: [String]? = nil, isActive: Bool? = true
  ) throws -> DirectoryPerson {
    var values = ["uid": [login], "givenName": ["Given"], "sn": ["Name"], "mail": emails ?? ["\(login)@studio.example"]]
    values["uniqueIdentifier"] = id.map { [$0] }
    values["organizationalStatus"] = isActive.map { [$0 ? "active" : "left"] }
    return try #require(DirectoryPerson(entry(values), try settings()))
  }

  private func ours(_ login: String, id: String? = nil, isActive: Bool = true, isFromDirectory: Bool = true) -> DirectoryPlan.Person {
    DirectoryPlan.Person(
      id: .make(), uniqueID: id, login: login, email: "\(login)@studio.example", firstName: "Given", lastName: "Name", isActive: isActive,
      isFromDirectory: isFromDirectory)
  }

  private func plan(_ found: [DirectoryPerson], _ ours: [DirectoryPlan.Person], excluded: Set<String> = [], limit: Int = 100)
    -> DirectoryPlan
  {
    DirectoryPlan(found, ours, excluded: excluded, limit: limit)
  }

  // MARK: Entries

  @Test func addressesByPreference() throws {
    let settings = try settings()
    func emails(_ login: String, _ mails: [String]) -> [String]? {
      DirectoryPerson(entry(["uid": [login], "mail": mails]), settings)?.emails
    }
    #expect(emails("ada", ["a@home.example", "Ada@Studio.example"]) == ["ada@studio.example", "a@home.example"])
    #expect(emails("a@home.example", ["b@studio.example", "a@home.example"]) == ["a@home.example", "b@studio.example"])
    #expect(emails("ada", []) == ["ada@studio.example"])
    #expect(emails("ada", ["no address"]) == ["ada@studio.example"])
    #expect(emails("no address", []) == nil)
  }

  @Test func namesOfActiveDirectory() throws {
    let values = ["cn": ["Ada Lovelace"], "sAMAccountName": ["ada"], "mail": ["ada@studio.example"], "userAccountControl": ["514"]]
    let domain = try #require(DirectoryPerson(entry(values), try settings(["LDAP_IS_AD": "true"])))
    #expect(domain.login == "ada" && domain.isActive == false && domain.uniqueID == nil)
    #expect(domain.firstName == "Ada Lovelace" && domain.lastName == "")
    let (simple, plain) = (try settings(["LDAP_IS_AD_SIMPLE": "true"]), try settings())
    #expect(DirectoryPerson(entry(values), simple)?.login == "Ada Lovelace")
    #expect(DirectoryPerson(entry(values), plain) == nil, "it has no uid")
  }

  @Test func entriesThatNoColumnHolds() throws {
    let settings = try settings()
    #expect(DirectoryPerson(entry(["uid": ["a"], "sn": [String(repeating: "n", count: 81)]]), settings) == nil)
    let long = DirectoryPerson(entry(["uid": ["a"], "uniqueIdentifier": [String(repeating: "i", count: 61)]]), settings)
    #expect(long?.uniqueID == nil && long?.login == "a")
  }

  @Test(arguments: [
    ("true", "false", "studio.example", "ada@studio.example"), ("true", "false", "STUDIO", "STUDIO\\ada"),
    ("false", "false", "x", "uid=ada,dc=x"),
    ("true", "true", "x", "cn=ada,dc=x"),
  ])
  func namesOfBinds(isActiveDirectory: String, isSimple: String, domain: String, name: String) throws {
    let settings = try settings([
      "LDAP_IS_AD": isActiveDirectory, "LDAP_IS_AD_SIMPLE": isSimple, "LDAP_DOMAIN": domain, "LDAP_BASE_DN": "dc=x",
    ])
    #expect(settings.bindName("ada") == name)
    #expect(settings.bindName("") == nil)
  }

  @Test(arguments: ["a@b", "a\\b", "cn=a", "a,b", "a\u{1}", "a*"])
  func loginsThatActiveDirectoryHasNot(login: String) throws {
    let settings = try settings(["LDAP_IS_AD": "true"])
    #expect(settings.bindName(login) == nil)
  }

  // MARK: Plans

  @Test func nothingToDo() throws {
    let plan = plan([try found("ada", id: "1")], [ours("ada", id: "1")])
    #expect(plan.lines.isEmpty && plan.unchanged == 1)
  }

  @Test func matchedByIdThenLoginThenAddress() throws {
    let (byID, byLogin, byAddress) = (
      ours("old", id: "{AB-1}"), ours("Login", isFromDirectory: false), ours("mail", isFromDirectory: false)
    )
    let plan = plan(
      [
        try found("x", emails: ["other@studio.example", "mail@studio.example"]), try found("login", id: "9"), try found("new", id: "ab-1"),
      ], [byID, byLogin, byAddress])
    #expect(plan.created.isEmpty && plan.deactivated.isEmpty)
    #expect(
      Dictionary(uniqueKeysWithValues: plan.updated.map { ($0.id, $0.login) }) == [byID.id: "new", byLogin.id: "login", byAddress.id: "x"])
    #expect(plan.updated.count { $0.isFromDirectory } == 3)
    #expect(plan.updated.first { $0.id == byID.id }?.uniqueID == "{AB-1}", "another way to write it is no change")
  }

  /// The id counts more than the login, which somebody else may have by now.
  @Test func aLoginThatWentToSomebodyElse() throws {
    let (first, second) = (ours("ada", id: "1"), ours("bea", id: "2"))
    let plan = plan(
      [try found("ada", id: "2", emails: ["bea@studio.example"]), try found("cleo", id: "1", emails: ["ada@studio.example"])],
      [first, second])
    #expect(Dictionary(uniqueKeysWithValues: plan.updated.map { ($0.id, $0.login) }) == [first.id: "cleo", second.id: "ada"])
  }

  @Test func whoIsGoneIsDeactivatedOnce() throws {
    let (gone, former, local, spared) = (
      ours("gone"), ours("former", isActive: false), ours("local", isFromDirectory: false), ours("spared")
    )
    let plan = plan([try found("ada")], [gone, former, local, spared, ours("ada")], excluded: ["spared"])
    #expect(plan.deactivated.map(\.id) == [gone.id] && plan.ended == [gone.id])
    #expect(plan.deactivated.allSatisfy { !$0.isActive && $0.isFromDirectory })
    #expect(plan.updated.isEmpty && plan.created.isEmpty)
  }

  @Test func statesThatSomeHave() throws {
    let (unknown, active, left) = (try found("ada", isActive: nil), try found("bea"), try found("ada", isActive: false))
    let other = try found("cleo", isActive: nil)
    #expect(plan([unknown, other], []).created.count == 2, "this directory has none")
    #expect(plan([unknown, active], []).created.map(\.login) == ["bea"])
    #expect(plan([left], [ours("ada")]).updated.map(\.isActive) == [false])
    #expect(plan([left], []).lines.isEmpty)
    let (before, former) = (ours("ada"), ours("ada", isActive: false))
    #expect(plan([left], [before]).ended == [before.id] && plan([left], [former]).ended.isEmpty)
  }

  @Test func excludedAreNotCreated() throws {
    let found = [try found("admin"), try found("ada")]
    #expect(plan(found, [], excluded: ["admin"]).created.map(\.login) == ["ada"])
  }

  /// Who leaves makes room for who comes, whatever the order of the entries.
  @Test func theLimit() throws {
    let plan = plan([try found("new"), try found("other"), try found("left", isActive: false)], [ours("left"), ours("gone")], limit: 2)
    #expect(plan.created.map(\.login) == ["new", "other"] && plan.beyondLimit == 0)
    let full = self.plan([try found("new"), try found("ada"), try found("back")], [ours("ada"), ours("back", isActive: false)], limit: 1)
    #expect(full.created.isEmpty && full.updated.isEmpty && full.beyondLimit == 2)
  }

  @Test func addressesOfOthersAreNotTaken() throws {
    let (ada, bea) = (ours("ada"), ours("bea", isFromDirectory: false))
    let plan = plan([try found("ada", emails: ["bea@studio.example"])], [ada, bea])
    #expect(plan.updated.isEmpty && plan.created.isEmpty, "ada keeps hers")
    let twice = self.plan([try found("x", emails: ["same@studio.example"]), try found("y", emails: ["same@studio.example"])], [])
    #expect(twice.created.map(\.login) == ["x"] && twice.lines.count == 2)
  }

  /// An id that two entries have is the first one's: nobody stays out because of it, and all the others are brought up to date.
  @Test func idsThatTwoHave() throws {
    let first = plan([try found("x", id: "ab"), try found("y", id: "{AB}")], [])
    #expect(first.created.map(\.uniqueID) == ["ab", nil] && first.created.map(\.login) == ["x", "y"])
    let again = plan([try found("x", id: "ab"), try found("y", id: "{AB}")], first.created)
    #expect(again.unchanged == 2)
    let (x, y) = (ours("x"), ours("y", id: "1"))
    let both = plan([try found("x", id: "2"), try found("y", id: "2")], [x, y])
    #expect(Dictionary(uniqueKeysWithValues: both.updated.map { ($0.id, $0.uniqueID) }) == [x.id: "2"] && both.unchanged == 1)
  }

  /// Who signs in with that login is the first of them.
  @Test func loginsThatTwoHave() throws {
    let entries = [try found("Ada", emails: ["a@studio.example"]), try found("ada", emails: ["b@studio.example"])]
    let first = plan(entries, [])
    #expect(first.created.map(\.email) == ["a@studio.example"] && first.lines.contains { $0.contains("somebody else has the login") })
    #expect(plan(entries, first.created).unchanged == 1)
  }
}
