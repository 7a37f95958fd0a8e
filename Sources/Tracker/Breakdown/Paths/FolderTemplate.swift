import Engine

/// A folder template of a file tree, read backwards: which names does a path hold that was made from it?
enum FolderTemplate {
  /// The tags of a template with the names that stand in their places, in the template's order. Both may be longer than the other one.
  /// - Returns: nil when a part of the path is not what the template says, or when nothing of the template is compared.
  static func names(_ template: String, _ parts: [String], separator: String) -> [(tag: String, name: String)]? {
    var names: [(tag: String, name: String)] = []
    for (element, part) in zip(split(template, separator), parts) {
      guard let (tag, name) = tagged(element, part) else {
        if element == part { continue }
        return nil
      }
      if let known = names.firstIndex(where: { $0.tag == tag }) {
        if names[known].name.isEmpty { names[known].name = name }
      } else {
        names.append((tag, name))
      }
    }
    return names.isEmpty ? nil : names
  }

  static func split(_ path: String, _ separator: String) -> [String] {
    path.split(separator: separator, omittingEmptySubsequences: false).map { String($0) }
  }

  /// The first tag of an element, and the part without as many characters as the words beside the tag have; nil without a tag. One with a
  /// field, `<Task.id>`, holds no name.
  private static func tagged(_ element: String, _ part: String) -> (tag: String, name: String)? {
    guard let match = element.firstMatch(of: /(\w*)<(\w*)>(\w*)/) else { return nil }
    let name = part.replacing("_", with: " ").dropFirst(match.1.count).dropLast(match.3.count)
    return (String(match.2), String(name))
  }
}
