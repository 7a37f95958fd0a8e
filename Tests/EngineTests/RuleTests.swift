import MariaDB
import Testing
import Web

@testable import Engine

/// Who passes each rule: the six roles in the team of the project, and outside of it.
@Suite struct RuleTests {
  /// Initials of the roles that pass: Admin, Manager, Supervisor, User, Vendor, Client.
  private static let roles: [(initial: Character, role: Role)] = [
    ("A", .admin), ("M", .manager), ("S", .supervisor), ("U", .user), ("V", .vendor), ("C", .client),
  ]

  private let person = ID.make()

  private func passing<Row>(_ rule: Rule<Row>, _ row: Row, isMember: Bool, departments: [ID] = []) throws -> String {
    try String(
      Self.roles.filter { _, role in
        try rule.passes(
          Standing(person: person, studioRole: role, projectRole: isMember ? role : nil) { departments }, row)
      }.map(\.initial))
  }

  @Test(arguments: [
    (Rule<Studio>.anyone, "AMSUVC", "AMSUVC"), (.admin, "A", "A"), (.studioManager, "AM", "AM"), (.noVendor, "AMSUC", "AMSUC"),
    (.studioSupervisor, "AMS", "AMS"),
    (.team, "AMSUVC", "A"), (.teamNoVendor, "AMSUC", "A"), (.teamNoClient, "AMSUV", "A"), (.teamNoVendorNoClient, "AMSU", "A"),
    (.manager, "AM", "A"), (.supervisor, "AMS", "A"),
  ])
  func roles(rule: Rule<Studio>, team: String, outside: String) throws {
    #expect(try passing(rule, Studio(), isMember: true) == team, "\(rule.words)")
    #expect(try passing(rule, Studio(), isMember: false) == outside, "\(rule.words)")
  }

  @Test func vendorsReadWhatTheyWorkOn() throws {
    for works in [true, false] {
      let row = RowFacts { works }
      #expect(try passing(.read, row, isMember: true) == (works ? "AMSUVC" : "AMSUC"))
      #expect(try passing(.read, row, isMember: false) == "A")
    }
  }

  private func entity(creator: ID? = nil, works: Bool = false, metadata: [String] = []) -> EntityFacts {
    EntityFacts(record: Record(.entity, values: ["created_by": creator.sqlValue]), worksOnEntity: { works }, metadata: { _ in metadata })
  }

  @Test func entities() throws {
    let (mine, fields) = ([ID.make()], ["data": ["cut": 1]] as JSON.Object)
    #expect(try passing(.readNoClient, entity(), isMember: true) == "AMSU")
    #expect(try passing(.readNoClient, entity(works: true), isMember: true) == "AMSUV")
    #expect(try passing(.edit(["name": "A"]), entity(), isMember: true) == "AM")
    #expect(try passing(.edit(["name": "A"]), entity(creator: person), isMember: true) == "AMSUVC")
    #expect(try passing(.edit(["name": "A"]), entity(creator: person), isMember: false) == "A")
    #expect(try passing(.edit(fields), entity(), isMember: true) == "AMS", "supervisors without departments")
    #expect(try passing(.edit(fields), entity(metadata: ["cut"]), isMember: true, departments: mine) == "AMS")
    #expect(try passing(.edit(fields), entity(metadata: ["take"]), isMember: true, departments: mine) == "AM")
    #expect(try passing(.edit(["data": [:]]), entity(metadata: ["cut"]), isMember: true, departments: mine) == "AM")
  }

  private func task(department: ID? = nil, creator: ID? = nil, isAssigned: Bool = false) -> TaskFacts {
    TaskFacts(
      id: ID.make(), project: ID.make(), entity: ID.make(), taskType: ID.make(), department: department, entityCreator: creator,
      isAssigned: isAssigned
    ) { isAssigned }
  }

  @Test func acting() throws {
    let (mine, theirs) = (ID.make(), ID.make())
    #expect(try passing(.act, task(), isMember: true) == "AMSC", "supervisors without departments supervise all")
    #expect(try passing(.act, task(department: mine), isMember: true, departments: [mine]) == "AMSC")
    #expect(try passing(.act, task(department: theirs), isMember: true, departments: [mine]) == "AMC")
    #expect(try passing(.act, task(isAssigned: true), isMember: true) == "AMSUVC")
    #expect(try passing(.act, task(creator: person), isMember: true) == "AMSUVC")
    #expect(try passing(.act, task(creator: person, isAssigned: true), isMember: false) == "A", "only in the team")
  }

  @Test func editing() throws {
    let (mine, theirs) = (ID.make(), ID.make())
    for department in [mine, theirs] {
      let supervises = department == mine ? "AMS" : "AM"
      let task = task(department: department, isAssigned: true)
      #expect(try passing(.supervise, task, isMember: true, departments: [mine]) == supervises)
      #expect(try passing(.edit(["priority", "data"]), task, isMember: true, departments: [mine]) == supervises)
      #expect(try passing(.edit(["priority", "task_status_id"]), task, isMember: true, departments: [mine]) == "AM")
    }
    #expect(try passing(.edit([]), task(), isMember: false) == "A")
  }

  @Test func unassigning() throws {
    let department = ID.make()
    let assigned = task(department: department, isAssigned: true)
    #expect(try passing(.unassign(person), assigned, isMember: true, departments: [ID.make()]) == "AMSUVC", "oneself")
    #expect(try passing(.unassign(ID.make()), assigned, isMember: true, departments: [ID.make()]) == "AM")
    #expect(try passing(.unassign(ID.make()), assigned, isMember: true, departments: [department]) == "AMS")
    #expect(try passing(.unassign(person), task(), isMember: true, departments: [department]) == "AM", "who is not assigned")
  }

  @Test func assigning() throws {
    let (mine, theirs, somebody) = (ID.make(), ID.make(), ID.make())
    let (near, far) = (task(department: mine), task(department: theirs))
    #expect(try passing(.assign(somebody, isColleague: true), near, isMember: true, departments: [mine]) == "AMS")
    #expect(try passing(.assign(somebody, isColleague: false), near, isMember: true, departments: [mine]) == "AM")
    #expect(try passing(.assign(somebody, isColleague: true), far, isMember: true, departments: [mine]) == "AM")
    #expect(try passing(.assign(person, isColleague: false), near, isMember: true, departments: [mine]) == "AMSUVC", "oneself")
    #expect(try passing(.assign(person, isColleague: false), far, isMember: true, departments: [mine]) == "AM")
    #expect(try passing(.assign(somebody, isColleague: false), far, isMember: true) == "AMS", "a supervisor without departments")
    #expect(try passing(.assign(person, isColleague: true), near, isMember: false, departments: [mine]) == "A", "only in the team")
  }

  @Test func notingTime() throws {
    #expect(try passing(.noteTime(of: ID.make()), task(), isMember: true) == "AM")
    #expect(try passing(.noteTime(of: person), task(), isMember: false) == "AMSUVC", "one's own")
  }

  @Test func people() throws {
    let rules: [(rule: Rule<Person>, others: String)] = [
      (.oneself, "A"), (.managerOrOneself, "AM"), (.supervisorOrOneself, "AMS"), (.noVendorOrOneself, "AMSUC"),
    ]
    for (rule, others) in rules {
      #expect(try passing(rule, Person(ID.make()), isMember: false) == others, "\(rule.words)")
      #expect(try passing(rule, Person(nil), isMember: true) == others, "\(rule.words)")
      #expect(try passing(rule, Person(person), isMember: false) == "AMSUVC", "\(rule.words)")
    }
  }

  @Test func departments() throws {
    let (mine, theirs) = (ID.make(), ID.make())
    #expect(try passing(.supervise, DepartmentWork { mine }, isMember: true, departments: [mine]) == "AMS")
    #expect(try passing(.supervise, DepartmentWork { theirs }, isMember: true, departments: [mine]) == "AM")
    #expect(try passing(.supervise, DepartmentWork { nil }, isMember: true, departments: [mine]) == "AM")
    #expect(try passing(.supervise, DepartmentWork { nil }, isMember: true) == "AMS", "supervisors without departments supervise all")
    #expect(try passing(.supervise, DepartmentWork { mine }, isMember: false, departments: [mine]) == "A")
  }

  private func comment(by author: ID = ID.make(), as role: Role, forClient: Bool = false, isolates: Bool = false) -> CommentFacts {
    CommentFacts(
      record: Record(.comment, values: ["person_id": author.sqlValue, "for_client": forClient.sqlValue]), task: task(isAssigned: true)
    ) {
      role
    } isolatesClients: {
      isolates
    }
  }

  @Test func readingComments() throws {
    #expect(try passing(.read, comment(as: .user), isMember: true) == "AMSUV", "clients read what is for them")
    #expect(try passing(.read, comment(as: .user, forClient: true), isMember: true) == "AMSUVC")
    #expect(try passing(.read, comment(as: .client), isMember: true) == "AMSC", "what clients say is for who leads")
    #expect(try passing(.read, comment(as: .client, isolates: true), isMember: true) == "AMS", "clients who know nothing of each other")
    #expect(try passing(.read, comment(by: person, as: .client, isolates: true), isMember: true) == "AMSC", "one's own")
    #expect(try passing(.read, comment(as: .user, forClient: true, isolates: true), isMember: true) == "AMSUVC")
    #expect(try passing(.read, comment(by: person, as: .user), isMember: false) == "A")
  }

  @Test func changingComments() throws {
    #expect(try passing(.authorOrManager, comment(as: .user), isMember: true) == "AM")
    #expect(try passing(.authorOrManager, comment(by: person, as: .user), isMember: false) == "AMSUVC")
  }

  @Test func statuses() throws {
    #expect(try passing(.use, StatusFacts(isForArtists: false, isForClients: false), isMember: true) == "AMSV")
    #expect(try passing(.use, StatusFacts(isForArtists: true, isForClients: false), isMember: true) == "AMSUV")
    #expect(try passing(.use, StatusFacts(isForArtists: false, isForClients: true), isMember: true) == "AMSVC")
  }

  @Test func choosingThePreview() throws {
    #expect(try passing(.choosePreview, task(isAssigned: true), isMember: true) == "AMSUV")
    #expect(try passing(.choosePreview, task(), isMember: true) == "AMSU", "vendors need a task of the entity")
    #expect(try passing(.choosePreview, task(), isMember: false) == "A")
  }

  @Test func theRoleInTheProjectCounts() throws {
    func standing(_ studio: Role, _ project: Role?) -> Standing {
      Standing(person: person, studioRole: studio, projectRole: project) { [] }
    }
    #expect(standing(.user, .manager).isManager)
    #expect(!standing(.manager, .client).isManager)
    #expect(!standing(.user, .admin).isAdmin, "no project makes an administrator")
    #expect(standing(.user, .admin).role == .user)
    #expect(standing(.admin, .client).role == .admin)
    #expect(!standing(.user, nil).isArtist && standing(.vendor, .user).isArtist)
  }
}
