import Engine
import MariaDB
import Web

/// Columns that a production adds to its assets, shots, ….
struct MetadataDescriptorRows: Resource {
  let path = "metadata-descriptors"
  let table = Table.metadataDescriptor
  let rules = Rules(list: .anyone, read: .admin, create: .admin, update: .admin, delete: .admin)

  private static let plain = Shape(.metadataDescriptor)
  private static let full = Shape(.metadataDescriptor, relations: true)

  /// A list without any parameter shows the departments too (oddity 02-22), as an update does.
  func shape(_ call: Call, relations: Bool) throws -> Shape {
    relations || call.request.query.isEmpty || call.request.verb == "PUT" ? Self.full : Self.plain
  }

  func scope(_ call: Call) throws -> SQL? {
    let access = try call.access
    if access.isAdmin { return nil }
    let visible = try DescriptorVisibility(access).condition(on: "metadata_descriptor")
    return "metadata_descriptor.project_id IN \(access.openProjects) AND \(visible)"
  }

  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws { try refuseNullKind(body) }
  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws { try refuseNullKind(body) }

  private func refuseNullKind(_ body: JSON.Object) throws {
    if body["data_type"] == .null { throw Failure.parameter("data_type must be one of the known kinds, not null.") }
  }
}
