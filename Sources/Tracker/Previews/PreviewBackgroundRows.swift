import Engine
import MariaDB
import Web

/// Pictures behind 3D models in previews.
struct PreviewBackgroundRows: Resource {
  let path = "preview-background-files"
  let table = Table.previewBackgroundFile
  let rules = Rules.everybodyReads

  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws { try prepare(body, except: nil, call) }
  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws { try prepare(body, except: row.id, call) }

  func prepareDelete(_ row: Record, _ call: Call) throws { Cascade(call).removeFiles(ofPreviewBackgrounds: [row.id]) }

  /// One name, one default.
  private func prepare(_ body: JSON.Object, except id: ID?, _ call: Call) throws {
    if let name = body["name"]?.text,
      try call.database.exists("SELECT 1 FROM preview_background_file WHERE name = \(name) AND NOT (id <=> \(id))")
    {
      throw Failure.parameter("There is a preview background of that name already.")
    }
    if body["is_default"]?.isTruthy == true {
      try call.database.execute("UPDATE preview_background_file SET is_default = FALSE WHERE is_default AND NOT (id <=> \(id))")
    }
  }
}
