import MariaDB
import Web

/// What the rules about a preview look at.
package struct PreviewFacts: AboutEntity {
  package let record: Record
  package let task: TaskFacts
  /// Is it the main preview of an entity that other productions may use? Looked up when a rule asks.
  package let isMainOfShared: () throws -> Bool

  package var id: ID { record.id }
  package var worksOnEntity: () throws -> Bool { task.worksOnEntity }
}

extension Access {
  /// - Throws: 404 for a preview, or a task of it, that does not exist.
  package func facts(ofPreview preview: ID?, isLocked: Bool = false) throws -> PreviewFacts {
    guard let preview, let record = try database.record(.previewFile, preview, isLocked: isLocked) else {
      throw Failure.notFound("There is no such preview file.")
    }
    let task = try facts(ofTask: record.id("task_id"))
    let database = database
    return PreviewFacts(record: record, task: task) {
      try database.exists("SELECT 1 FROM entity WHERE id = \(task.entity) AND preview_file_id = \(preview) AND is_shared")
    }
  }
}

extension Rule where Row == PreviewFacts {
  /// Looking at pictures of it: those of a shared asset are seen in other productions too (contract chapter 07, THUMB).
  package static var look: Rule {
    Rule("everybody for the main preview of a shared asset; else the team of the project, vendors with a task of the entity") {
      standing, preview in
      if try !standing.isVendor && preview.isMainOfShared() { return true }
      return try read.passes(standing, preview)
    }
  }
}
