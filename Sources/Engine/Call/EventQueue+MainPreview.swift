import Web

extension EventQueue {
  /// Says which preview stands for an entity now, and that the entity has changed (contract chapter 01, Algorithm 7).
  /// - Parameters:
  ///   - preview: nil where none is left.
  ///   - status: of the preview.
  package func emitMainPreview(_ preview: ID?, status: String?, of entity: ID?, _ kind: EntityKind, project: ID?) {
    emit(
      "preview-file:set-main",
      ["entity_id": JSON(entity), "preview_file_id": JSON(preview), "preview_file_status": JSON(status)], project: project)
    emit("\(kind.eventName):update", ["\(kind.eventName)_id": JSON(entity)], project: project)
  }
}
