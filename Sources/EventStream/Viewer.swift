import Engine
import Web

/// Somebody who listens, and what they may hear of: people hear of the productions they are in and of the studio's catalogue, clients and
/// vendors of what their pages may show, administrators of everything. (The original tells everything to everybody: oddity 01-24.)
struct Viewer: Sendable {
  let id: ID
  /// In the studio.
  var role: Role
  /// The role in each project whose team they are in.
  var teams: [ID: Role] = [:]
  /// As the original does it (`EVENT_STREAM_AUDIENCE=everybody`).
  var hearsEverything = false

  /// Who hears of a kind of thing.
  private enum Circle {
    /// Everybody who is signed in.
    case studio
    case studioManagers
    /// The person it is about.
    case person
    /// The team of its production, but for these roles.
    case team(but: Set<Role>)
    case managers
  }

  /// The kinds that not the whole team of a production hears of.
  private static let circles: [Substring: Circle] = {
    var circles: [Substring: Circle] = [:]
    for thing in [
      "person", "organisation", "department", "task-type", "task-status", "asset-type", "project-status", "project-template", "software",
      "hardware-item", "output-type", "output_type", "file-status", "custom-action", "status-automation", "studio",
      "preview-background-file", "main",
    ] as [Substring] { circles[thing] = .studio }
    for thing in ["salary-scale", "api-event", "day-off", "search-filter", "search-filter-group", "subscription"] as [Substring] {
      circles[thing] = .studioManagers
    }
    circles["notification"] = .person
    for thing in ["budget", "budget-entry"] as [Substring] { circles[thing] = .managers }
    // Closed to clients as the routes of these are (contract chapter 09, row 27).
    for thing in ["time-spent", "working-file", "output-file"] as [Substring] { circles[thing] = .team(but: [.client]) }
    for thing in [
      "news", "milestone", "schedule-item", "production-schedule-version", "production_schedule_version",
    ] as [Substring] { circles[thing] = .team(but: [.client, .vendor]) }
    for thing in ["playlist", "build-job"] as [Substring] { circles[thing] = .team(but: [.vendor]) }
    return circles
  }()

  /// Nobody but the team knows who works on a task (chapter 09, row 25).
  private static let unseenByClients: Set<String> = ["task:assign", "task:unassign"]

  func hears(_ announcement: Announcement) -> Bool {
    if hearsEverything || role == .admin { return true }
    switch Self.circles[announcement.thing] ?? .team(but: []) {
    case .studio: return true
    case .studioManagers: return role.isManager
    case .person: return announcement.subject.person == id
    case .managers: return standing(in: announcement)?.isManager == true
    case .team(let strangers):
      guard let standing = standing(in: announcement) else { return false }
      if standing.isManager { return true }
      guard !strangers.contains(standing) else { return false }
      switch standing {
      case .client: return isForClient(announcement)
      case .vendor: return isForVendor(announcement)
      default: return true
      }
    }
  }

  /// The role in the production of an event; nil for who is not in its team.
  private func standing(in announcement: Announcement) -> Role? {
    guard let project = announcement.project ?? announcement.subject.project else { return nil }
    return teams[project]
  }

  private func isForClient(_ announcement: Announcement) -> Bool {
    if Self.unseenByClients.contains(announcement.name) { return false }
    if announcement.thing == "playlist" || announcement.thing == "build-job" { return announcement.subject.isPlaylistForClients }
    if let comment = announcement.subject.comment {
      return comment.isForClients || comment.author == id || (comment.isByClient && !comment.areClientsIsolated)
    }
    // One that is gone: that it went says nothing of what it was.
    return announcement.thing != "comment" || announcement.name == "comment:delete"
  }

  private func isForVendor(_ announcement: Announcement) -> Bool {
    let subject = announcement.subject
    return subject.task == nil && subject.entity == nil || subject.assignedVendors.contains(id)
  }
}
