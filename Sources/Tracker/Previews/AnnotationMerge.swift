import Web

/// What a reviewer has drawn, merged into what is there (contract chapter 07, Annotations merge). Whoever calls it holds the preview's row,
/// so that of 20 people who draw at the same moment nobody loses a line.
///
/// An annotation is what is drawn on one moment of a preview: `{"time": 1.5, "drawing": {"objects": [{"id": …}, …]}}`.
struct AnnotationMerge {
  let additions: [Annotation]
  let updates: [Annotation]
  let deletions: [Deletion]

  /// What is drawn on a moment.
  struct Annotation {
    var document: JSON.Object
    let time: Double
    var objects: [JSON.Object]
  }

  /// Ids of drawn objects that go.
  struct Deletion {
    let time: Double
    let ids: Set<String>
  }

  /// - Throws: 400 for anything that is none of these.
  init(additions: [JSON], updates: [JSON], deletions: [JSON]) throws(Failure) {
    var errors: [(field: String, message: String)] = []
    func read<Item>(_ items: [JSON], _ field: String, _ item: (JSON) -> Item?, _ form: String) -> [Item] {
      items.enumerated().compactMap { index, json in
        let read = item(json)
        if read == nil { errors.append(("\(field).\(index)", "Input should have \(form)")) }
        return read
      }
    }
    let drawing = "a time, and a drawing with a list of objects"
    self.additions = read(additions, "additions", { Annotation($0) }, drawing)
    self.updates = read(updates, "updates", { Annotation($0) }, drawing)
    self.deletions = read(deletions, "deletions", { Deletion($0) }, "a time, and a list of ids of objects")
    if !errors.isEmpty { throw .fields(errors) }
  }

  /// - Parameter stored: the column as it is. What in it is no annotation is dropped: nobody can draw it.
  /// - Returns: the column as it becomes.
  func merged(into stored: JSON) -> JSON {
    var annotations = (stored.array ?? []).compactMap { Annotation($0) }
    for index in annotations.indices { annotations[index].nameObjects() }
    add(to: &annotations)
    for update in updates {
      guard let index = annotations.lastIndex(where: { $0.time == update.time }) else { continue }
      let changed = update.objects.filter { object in annotations[index].objects.contains { $0["id"] == object["id"] } }
      let ids = Set(changed.compactMap { $0["id"] })
      annotations[index].objects.removeAll { $0["id"].map(ids.contains) ?? false }
      annotations[index].objects += changed
    }
    for deletion in deletions {
      guard let index = annotations.lastIndex(where: { $0.time == deletion.time }) else { continue }
      annotations[index].objects.removeAll { $0["id"]?.text.map(deletion.ids.contains) ?? false }
    }
    return .array(annotations.filter { !$0.objects.isEmpty }.map(\.json))
  }

  /// Of a moment that was known before, the objects that are not there yet; of another, the annotation as it is.
  private func add(to annotations: inout [Annotation]) {
    let known = annotations.count
    for var addition in additions {
      addition.nameObjects()
      guard let index = annotations[..<known].lastIndex(where: { $0.time == addition.time }) else {
        annotations.append(addition)
        continue
      }
      let ids = Set(annotations[index].objects.compactMap { $0["id"] })
      annotations[index].objects += addition.objects.filter { object in object["id"].map { !ids.contains($0) } ?? true }
    }
  }
}

extension AnnotationMerge.Annotation {
  init?(_ json: JSON) {
    guard let document = json.object, let time = document["time"]?.seconds, let objects = document["drawing"]?["objects"].array else {
      return nil
    }
    self.document = document
    self.time = time
    self.objects = objects.compactMap(\.object)
    guard self.objects.count == objects.count else { return nil }
  }

  /// Gives an id to every object that has none.
  mutating func nameObjects() {
    for index in objects.indices where objects[index]["id"]?.isTruthy != true { objects[index]["id"] = JSON(ID.random()) }
  }

  var json: JSON {
    var (document, drawing) = (document, document["drawing"]?.object ?? [:])
    drawing["objects"] = .array(objects.map { .object($0) })
    document["drawing"] = .object(drawing)
    return .object(document)
  }
}

extension AnnotationMerge.Deletion {
  init?(_ json: JSON) {
    guard let time = json["time"].seconds, let objects = json["objects"].array else { return nil }
    self.time = time
    ids = Set(objects.compactMap(\.text))
  }
}

extension JSON {
  /// A moment of a movie; 1 and 1.0 are the same.
  fileprivate var seconds: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }
}
