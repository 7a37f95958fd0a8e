import Engine

/// A folder template of a file tree, read backwards: which names does a path hold that was made from it?
enum FolderTemplate {
  /// The tags of a template with the names that stand in their places, in the template's order. Both may be longer than the other one.
  /// - Returns: nil when a part of the path is not what the template says, or when nothing of the template is compared.
  static func names(_ template: String, _ parts: [String], separator: String) -> [(tag: String, name: String)]? {
    var names: [(tag: String, name: String)] = []
    var places: [String: Int] = [:]
    for (element, part) in zip(split(template, separator), parts) {
      guard let (tag, name) = tagged(element, part) else {
        if element == part { continue }
        return nil
      }
      if let known = places[tag] {
        if names[known].name.isEmpty { names[known].name = name }
      } else {
        places[tag] = names.count
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
    // By hand, as a pattern would be tried from each letter anew.
    var start = element.startIndex
    while let open = element[start...].firstIndex(of: "<") {
      let tag = element[element.index(after: open)...].prefix(while: isOfWord)
      start = tag.endIndex
      guard start < element.endIndex, element[start] == ">" else { continue }
      let before = element[..<open].reversed().prefix(while: isOfWord).count
      let after = element[element.index(after: start)...].prefix(while: isOfWord).count
      return (String(tag), String(part.replacing("_", with: " ").dropFirst(before).dropLast(after)))
    }
    return nil
  }

  private static func isOfWord(_ character: Character) -> Bool { character == "_" || character.isLetter || character.isNumber }
}
