import Web

/// Which revision and place the next preview of a task gets (contract chapter 06, Preview revisions).
struct PreviewRevision: Equatable {
  let revision: Int
  /// From 1, among those of the revision.
  let position: Int

  /// A preview that the task has.
  struct Known: Equatable {
    let revision: Int
    let position: Int
    /// Does it belong to the comment that gets another one?
    let isOfComment: Bool
  }

  /// - Parameters:
  ///   - wanted: the revision that was asked for; nil for the next one, or the one of the comment's first preview.
  ///   - known: the task's previews, those of the comment in the order in which they were added.
  ///   - isSingle: does the project allow one preview for each revision?
  /// - Throws: 400.
  init(wanted: Int?, among known: [Known], isSingle: Bool) throws(Failure) {
    let first = known.first(where: \.isOfComment)
    if let wanted, first == nil, known.contains(where: { $0.revision == wanted && $0.position == 1 }) {
      throw .plain(
        400,
        "Revision \(wanted) already exists for this task. Choose a different revision number, or omit it to let the revision auto-increment."
      )
    }
    revision = wanted ?? first?.revision ?? (known.map(\.revision).max() ?? 0) + 1
    let chosen = revision
    // Not their number: one of them may have been deleted (oddity 06-31).
    position = (known.filter { $0.revision == chosen }.map(\.position).max() ?? 0) + 1
    if isSingle && position > 1 { throw .plain(400, "Only one preview file is allowed per revision for this project.") }
  }
}
