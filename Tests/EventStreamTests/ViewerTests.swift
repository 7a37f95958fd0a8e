import Engine
import Testing
import Web

@testable import EventStream

/// Who hears of what: each role, inside and outside of the production.
@Suite struct ViewerTests {
  private static let project = ID.random()
  private static let me = ID.random()

  private func viewer(_ role: Role, isMember: Bool = true) -> Viewer {
    Viewer(id: Self.me, role: role, teams: isMember ? [Self.project: role] : [:])
  }

  private func event(_ name: String, project: ID? = project, _ subject: Announcement.Subject = .init()) -> Announcement {
    Announcement(position: 1, id: .make(), name: name, data: "{}", project: project, room: nil, origin: nil, subject: subject)
  }

  private static let roles: [Role] = [.admin, .manager, .supervisor, .user, .vendor, .client]

  private func hearers(_ announcement: Announcement, isMember: Bool = true) -> [Role] {
    Self.roles.filter { viewer($0, isMember: isMember).hears(announcement) }
  }

  @Test(arguments: ["person:update", "task-type:new", "organisation:update", "main:test"])
  func catalogue(name: String) { #expect(hearers(event(name, project: nil), isMember: false) == Self.roles) }

  @Test(arguments: ["task:update", "shot:new", "project:update", "comment:delete", "chat:joined", "unknown:new"])
  func strangers(name: String) { #expect(hearers(event(name), isMember: false) == [.admin]) }

  @Test(arguments: [
    ("shot:update", [Role.admin, .manager, .supervisor, .user, .vendor, .client]),
    ("task:assign", [.admin, .manager, .supervisor, .user, .vendor]),
    ("time-spent:new", [.admin, .manager, .supervisor, .user, .vendor]),
    ("news:new", [.admin, .manager, .supervisor, .user]),
    ("schedule-item:new", [.admin, .manager, .supervisor, .user]),
    ("budget:update", [.admin, .manager]),
    ("salary-scale:update", [.admin, .manager]),
    ("playlist:new", [.admin, .manager, .supervisor, .user]),
    ("comment:new", [.admin, .manager, .supervisor, .user, .vendor]),
  ])
  func team(name: String, hearers expected: [Role]) { #expect(hearers(event(name)) == expected) }

  @Test func commentsForClients() {
    func hears(_ comment: Announcement.Comment) -> Bool { viewer(.client).hears(event("comment:new", .init(comment: comment))) }
    let other = ID.random()
    #expect(hears(.init(author: other, isForClients: true, isByClient: false, areClientsIsolated: false)))
    #expect(!hears(.init(author: other, isForClients: false, isByClient: false, areClientsIsolated: false)))
    #expect(hears(.init(author: other, isForClients: false, isByClient: true, areClientsIsolated: false)))
    #expect(!hears(.init(author: other, isForClients: false, isByClient: true, areClientsIsolated: true)))
    #expect(hears(.init(author: Self.me, isForClients: false, isByClient: true, areClientsIsolated: true)))
  }

  @Test func vendorsHearOfWhatTheyWorkOn() {
    let task = ID.random()
    #expect(!viewer(.vendor).hears(event("task:update", .init(task: task))))
    #expect(viewer(.vendor).hears(event("task:update", .init(task: task, assignedVendors: [Self.me]))))
    #expect(!viewer(.vendor).hears(event("task:update", .init(task: task, assignedVendors: [.random()]))))
    #expect(!viewer(.vendor).hears(event("shot:update", .init(entity: .random()))))
    #expect(viewer(.vendor).hears(event("project:update")))
  }

  @Test func playlistsForClients() {
    #expect(viewer(.client).hears(event("playlist:update", .init(isPlaylistForClients: true))))
    #expect(!viewer(.client).hears(event("playlist:update")))
  }

  @Test func notificationsAreTheirPersons() {
    #expect(hearers(event("notification:new", .init(person: Self.me))) == Self.roles)
    #expect(hearers(event("notification:new", .init(person: .random()))) == [.admin])
  }

  @Test func roleInTheProjectCounts() {
    let guest = Viewer(id: Self.me, role: .user, teams: [Self.project: .client])
    #expect(!guest.hears(event("news:new")))
    let lead = Viewer(id: Self.me, role: .user, teams: [Self.project: .manager])
    #expect(lead.hears(event("budget:update")))
  }

  @Test func everythingToEverybody() {
    var viewer = viewer(.client, isMember: false)
    viewer.hearsEverything = true
    #expect(viewer.hears(event("budget:update")))
  }
}
