import Engine
import MariaDB
import Web

/// A plain list of assets as the caller may see it: vendors get what they work on, without the metadata of other departments (contract
/// chapter 05, Permission vocabulary).
struct AssetList {
  private let call: Call
  private var conditions: [SQL] = [EntityKind.asset.condition()]
  private var shape = EntityKind.asset.shape

  /// - Parameter project: the project whose team the caller was found in; nil only for an admin, who sees all of them.
  init(in project: ID?, _ call: Call) throws {
    self.call = call
    guard let project else { return }
    conditions.append("entity.project_id = \(project)")
    let access = try call.access
    if access.isVendor {
      conditions.append(VendorLimits.assigned(access))
      shape = shape.replacing("data", by: .value(try VendorLimits.data(.asset, in: project, access), .json))
    }
  }

  /// The list over all productions that the caller works in, with the caller's role in each (oddity 29).
  init(ofAllProjects call: Call) throws {
    self.call = call
    let access = try call.access
    if access.isAdmin { return }
    let role = access.caller.role.rawValue
    func projects(_ condition: SQL) -> SQL {
      """
      (SELECT link.project_id FROM project_person_link link WHERE link.person_id = \(access.caller.id)
      AND COALESCE(NULLIF(link.role, 'admin'), \(role)) \(condition))
      """
    }
    conditions.append("entity.project_id IN \(access.projects)")
    conditions.append("(entity.project_id IN \(projects("<> 'vendor'")) OR \(VendorLimits.assigned(access)))")
    let data = try VendorLimits.data(.asset, inProjects: projects("= 'vendor'"), access)
    shape = shape.replacing(
      "data", by: .value("IF(entity.project_id IN \(projects("= 'vendor'")), \(data), entity.data)", .json))
  }

  func adding(_ condition: SQL) -> AssetList {
    var list = self
    list.conditions.append(condition)
    return list
  }

  /// The assets that the query string asks for: by columns, by `assigned_to` the caller, by episode. Those made for an episode come first,
  /// then those cast in it; `main` are those made for none.
  /// - Parameter path: columns that the path decides.
  func answer(ignoring path: Set<String> = []) throws -> Response {
    let asked = conditions + (try call.entityFilters(ignoring: path)) + (try call.assignedFilter())
    switch call.request.query["episode_id"] {
    case nil, "all": return answer(asked)
    case "main": return answer(asked + ["entity.source_id IS NULL"])
    case let text?:
      guard let episode = ID(text) else { throw Failure.parameter("Invalid UUID value: \(text)") }
      let made: SQL = "entity.source_id = \(episode)"
      let cast: SQL = "entity.id IN (SELECT link.entity_out_id FROM entity_link link WHERE link.entity_in_id = \(episode))"
      return answer(asked + ["(\(made) OR \(cast))"], orderedBy: "entity.source_id <=> \(episode) DESC, entity.id")
    }
  }

  private func answer(_ conditions: [SQL], orderedBy order: SQL = "entity.id") -> Response {
    call.stream("SELECT \(shape.select) FROM entity WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(order)", shape)
  }
}
