import Engine
import MariaDB
import Web

/// A plain list of assets as the caller may see it: vendors get what they work on, without the metadata of other departments (contract
/// chapter 05, Permission vocabulary).
struct AssetList {
  private var list: EntityList

  /// - Parameter project: the project where the caller stands so; nil only for an admin, who sees all of them.
  init(in project: ID?, _ standing: Standing) {
    list = EntityList(kind: .asset, project: project, standing: standing, order: "entity.id")
    if let project { list.conditions.append("entity.project_id = \(project)") }
  }

  /// The list over all productions that the caller works in, with the caller's role in each (oddity 05-29).
  init(ofAllProjects call: Call) throws {
    let access = try call.access
    let standing = access.studio
    self.init(in: nil, standing)
    if access.isAdmin { return }
    let vendorIn = VendorView.projects(standing)
    list.isScoped = false
    list.conditions += [
      "entity.project_id IN \(access.projects)", "(entity.project_id NOT IN \(vendorIn) OR \(VendorView.assigned(standing)))",
    ]
    let data = try VendorView.data(.asset, inProjects: vendorIn, standing, call.database)
    list.data = "IF(entity.project_id IN \(vendorIn), COALESCE(\(data), '{}'), entity.data)"
  }

  func adding(_ condition: SQL) -> AssetList {
    var list = self
    list.list.conditions.append(condition)
    return list
  }

  /// The assets that the query string asks for: by columns, by `assigned_to` the caller, by episode. Those made for an episode come first,
  /// then those cast in it; `main` are those made for none.
  /// - Parameter path: columns that the path decides.
  func listing(_ call: Call, ignoring path: Set<String> = []) throws -> Listing {
    var list = list
    list.conditions += try call.entityFilters(ignoring: path) + call.assignedFilter(list.standing)
    switch try call.request.query["episode_id"].map(EpisodeChoice.init) {
    case nil, .all: break
    case .main: list.conditions.append("entity.source_id IS NULL")
    case .of(let episode):
      let made: SQL = "entity.source_id = \(episode)"
      let cast: SQL = "entity.id IN (SELECT link.entity_out_id FROM entity_link link WHERE link.entity_in_id = \(episode))"
      list.conditions.append("(\(made) OR \(cast))")
      list.order = "entity.source_id <=> \(episode) DESC, entity.id"
    }
    return try list.listing(call)
  }
}
