import FastCGI

extension Request {
  /// The raw JSON body (chapter 01, section 4, J).
  /// - Throws: 415 for another content type, 400 for what is not JSON or is `null`.
  public func json() throws(Failure) -> JSON {
    guard isJSON else { throw .notJSON }
    guard let document = try document() else { throw .malformed("the body is not JSON") }
    if document.isNull { throw .parameter("The body is null; an object is expected.") }
    return document
  }

  /// Is the body the JSON document `null`?
  public var isNull: Bool {
    get throws(Failure) {
      try document() == .null
    }
  }

  /// Bytes of all fields of a form, and their number: more than this is no form that a person filled in.
  private static let maxForm = 500_000
  private static let maxFields = 1000

  /// The fields of an urlencoded or multipart body, without its files; nil for every other content type.
  /// - Throws: 413 when they are too large or too many, 400 when they cannot be decoded.
  public func form() throws(Failure) -> [(name: String, value: String)]? {
    if isMultipart {
      return try readMultipart { () throws(Failure) in nil }.fields
    }
    guard mediaType == "application/x-www-form-urlencoded" else { return nil }
    let bytes = try bytes()
    guard bytes.count <= Self.maxForm else { throw .tooLarge(Self.maxForm) }
    guard let pairs = PercentEncoding.pairs(bytes) else { throw .malformed("a form field is not UTF-8") }
    guard pairs.count <= Self.maxFields else { throw .tooLarge(Self.maxForm) }
    return pairs
  }

  /// The files of a multipart body, in the order they came in; none for every other content type. Asked for before the fields.
  /// - Parameter folder: where they are put, without a name; best on the file system that is to keep them.
  /// - Throws: 413 when the body is too large, 400 when it is not what it says, 507 when the disk is full.
  public func files(in folder: String) throws(Failure) -> [UploadedFile] {
    guard isMultipart else { return [] }
    return try readMultipart { () throws(Failure) in
      do { return try OpenFile(in: folder) } catch { throw .internalError }
    }.files
  }

  private var isMultipart: Bool { mediaType == "multipart/form-data" }

  private func readMultipart(open: @escaping () throws(Failure) -> OpenFile?) throws(Failure) -> MultipartReader.Form {
    if let multipart { return try multipart.get() }
    let result = Result { () throws(Failure) in
      let boundary = (header("Content-Type") ?? "").split(separator: ";").dropFirst().map { $0.trimmingBlanks() }
        .first { $0.lowercased().hasPrefix("boundary=") }.map { $0.dropFirst(9).filter { $0 != "\"" } }
      guard let boundary, !boundary.isEmpty else { throw .malformed("the multipart body names no boundary") }
      return try MultipartReader.read(
        boundary: boundary,
        source: { [source] buffer throws(Failure) in
          do throws(BodyError) { return try source.readBody(into: buffer) } catch { throw error.failure }
        }, open: open)
    }
    multipart = result
    return try result.get()
  }

  /// A list of ids in a JSON array (chapter 01, section 4, L).
  /// - Throws: 400 when the body is no such document, whatever it is instead, or an element is not a UUID.
  public func idList() throws(Failure) -> [ID] {
    guard case .array(let elements)? = try? json() else { throw .parameter("Request body must be a JSON array of ids.") }
    if elements.count > ID.mostInList {
      throw .plain(413, "At most \(ID.mostInList) ids are accepted at once; these are \(elements.count).")
    }
    var ids: [ID] = []
    for element in elements {
      guard let id = element.text.flatMap({ ID($0) }) else { throw .parameter("Request body must only contain valid UUIDs.") }
      ids.append(id)
    }
    return ids
  }

  /// The validated body (chapter 01, section 4, V): `read` names the fields in order; all that are wrong are reported together.
  /// - Throws: 400 with one error per wrong field.
  public func validated<Body>(_ read: (inout FieldReader) -> Body) throws(Failure) -> Body {
    var reader = FieldReader(try payload())
    let body = read(&reader)
    guard reader.errors.isEmpty else { throw .fields(reader.errors) }
    return body
  }

  /// The rows of a JSON array, each read as a validated body; all that is wrong with any is reported together.
  /// - Throws: 413 for more than `limit` rows, 400 with one error per wrong field, that names the row by its index.
  public func validatedRows<Row>(atMost limit: Int, _ read: (inout FieldReader) -> Row) throws(Failure) -> [Row] {
    guard case .array(let elements) = try json() else { throw .parameter("Request body must be a JSON array of objects.") }
    if elements.count > limit { throw .plain(413, "At most \(limit) rows are accepted at once; these are \(elements.count).") }
    var rows: [Row] = []
    var errors: [RowError] = []
    for (index, element) in elements.enumerated() {
      guard case .object(let object) = element else {
        errors.append(RowError(index, "", "An object with named fields is expected."))
        continue
      }
      var reader = FieldReader(object)
      rows.append(read(&reader))
      errors += reader.errors.map { RowError(index, $0.field, $0.message) }
      if errors.count >= FieldReader.maxErrors { break }
    }
    guard errors.isEmpty else { throw .rows(errors) }
    return rows
  }

  /// The JSON body, or, when there is none that can be read, the fields of query string and form as strings.
  private func payload() throws(Failure) -> JSON.Object {
    if let document = try document(), !document.isNull {
      guard case .object(let object) = document else {
        throw .fields([("", "An object with named fields is expected, not a single value or a list.")])
      }
      return object
    }
    var object = JSON.Object()
    for (name, value) in query.pairs + (try form() ?? []) where object[name] == nil { object[name] = .text(value) }
    return object
  }
}

/// Takes typed fields out of a body and collects what is wrong with them.
public struct FieldReader {
  private let object: JSON.Object
  public private(set) var errors: [(field: String, message: String)] = []

  /// A field that a body may have, as it is described.
  public struct Field: Sendable, Equatable {
    public enum Kind: String, Sendable {
      case text = "string"
      case id = "uuid"
      case ids, texts, objects, list
      case integer
      case number
      case boolean
      case object
      case date
    }

    public let name: String
    public let kind: Kind
    public let isRequired: Bool
  }

  /// Kept only while a body is described.
  private var described: [Field]?

  init(_ object: JSON.Object) {
    self.object = object
  }

  /// The objects of a list, each read as a validated body; all that is wrong with any is reported together, as `0.name`.
  /// - Throws: 400.
  public static func read<Row>(_ elements: [JSON], _ read: (inout FieldReader) -> Row) throws(Failure) -> [Row] {
    var rows: [Row] = []
    var errors: [(field: String, message: String)] = []
    for (index, element) in elements.enumerated() {
      guard let object = element.object else {
        errors.append(("\(index)", "Input should be a valid dictionary"))
        continue
      }
      var reader = FieldReader(object)
      rows.append(read(&reader))
      errors += reader.errors.map { (field: "\(index).\($0.field)", message: $0.message) }
    }
    guard errors.isEmpty else { throw .fields(errors) }
    return rows
  }

  /// The fields that `read` takes out of a body, found by letting it read an empty one.
  public static func fields<Body>(of read: (inout FieldReader) -> Body) -> [Field] {
    var reader = FieldReader([:])
    reader.described = []
    _ = read(&reader)
    return reader.described ?? []
  }

  mutating func describe(_ name: String, _ kind: Field.Kind, required isRequired: Bool = false) {
    guard described != nil, described?.contains(where: { $0.name == name }) == false else { return }
    described?.append(Field(name: name, kind: kind, isRequired: isRequired))
  }

  /// What was sent for a field; nil when it is absent.
  public subscript(_ field: String) -> JSON? { object[field] }

  /// Errors that are told of one body: more do not help anybody.
  static let maxErrors = 1000

  public mutating func fail(_ field: String, _ message: String) {
    if errors.count < Self.maxErrors { errors.append((field, message)) }
  }

  /// A string of so many characters. Without a default the field is required; null is never accepted.
  public mutating func text(
    _ field: String, atLeast minimum: Int = 0, atMost maximum: Int = .max, default fallback: String? = nil
  ) -> String {
    describe(field, .text, required: fallback == nil)
    guard let value = object[field] else {
      if let fallback { return fallback }
      fail(field, "Field required")
      return ""
    }
    guard case .text(let text) = value else {
      fail(field, "Input should be a valid string")
      return ""
    }
    if text.unicodeScalars.count < minimum {
      fail(field, "String should have at least \(minimum) character\(minimum == 1 ? "" : "s")")
    } else if text.unicodeScalars.count > maximum {
      fail(field, "String should have at most \(maximum) characters")
    } else if text.utf8.contains(0) {
      fail(field, "Input should be a valid string, without NUL characters")
    }
    return text
  }

  /// A string that may be absent or null.
  public mutating func optionalText(_ field: String, atMost maximum: Int = .max) -> String? {
    describe(field, .text)
    guard let value = object[field], !value.isNull else { return nil }
    return text(field, atMost: maximum)
  }

  /// An object, required.
  public mutating func object(_ field: String) -> JSON.Object {
    describe(field, .object, required: true)
    guard let value = object[field] else {
      fail(field, "Field required")
      return JSON.Object()
    }
    if value.object == nil { fail(field, "Input should be a valid dictionary") }
    return value.object ?? JSON.Object()
  }

  /// An object that may be absent or null.
  public mutating func optionalObject(_ field: String) -> JSON.Object? {
    describe(field, .object)
    guard let value = object[field], !value.isNull else { return nil }
    if value.object == nil { fail(field, "Input should be a valid dictionary") }
    return value.object
  }

  /// An array of at least so many strings, required.
  public mutating func texts(_ field: String, atLeast minimum: Int = 0) -> [String] {
    describe(field, .texts, required: true)
    guard let value = object[field] else {
      fail(field, "Field required")
      return []
    }
    guard let array = value.array else {
      fail(field, "Input should be a valid list")
      return []
    }
    if array.count < minimum { fail(field, "List should have at least \(minimum) item\(minimum == 1 ? "" : "s")") }
    return array.enumerated().map { index, element in
      if element.text == nil { fail("\(field).\(index)", "Input should be a valid string") }
      return element.text ?? ""
    }
  }
}
