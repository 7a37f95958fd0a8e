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

  /// A list without any parameter shows the departments too (oddity 22).
  func shape(_ call: Call, relations: Bool) throws -> Shape {
    let isWholeList = call.request.query.isEmpty && call.request.verb != "PUT"
    return relations || isWholeList ? Self.full : Self.plain
  }

  func scope(_ call: Call) throws -> SQL? {
    try call.access.isAdmin ? nil : "metadata_descriptor.project_id IN \(call.access.openProjects)"
  }

  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws { try refuseNullKind(body) }
  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws { try refuseNullKind(body) }

  private func refuseNullKind(_ body: JSON.Object) throws {
    if body["data_type"] == .null { throw Failure.parameter("data_type must be one of the known kinds, not null.") }
  }
}
