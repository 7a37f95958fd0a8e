import Engine
import Web

/// Describes what each route takes and answers.
struct OpenAPIOperations {
  private let byList: [String: Table]
  private let byRow: [String: Table]
  private var identifiers: Set<String> = []

  init(resources: [OpenAPIResource]) {
    byList = Dictionary(resources.map { ($0.list, $0.table) }) { first, _ in first }
    byRow = Dictionary(resources.map { ($0.row, $0.table) }) { first, _ in first }
  }

  /// A Path Item Object: the parameters of the path, then an operation for each method.
  mutating func item(_ path: String, _ routes: [DeclaredRoute]) -> JSON.Object {
    var item = JSON.Object()
    let parameters = PathTemplate(path).parameters.map { Self.parameter(String($0)) }
    if !parameters.isEmpty { item["parameters"] = .array(parameters) }
    for route in routes { item[route.method.lowercased()] = .object(operation(path, route)) }
    return item
  }

  private static func parameter(_ name: String) -> JSON {
    let schema: JSON = name == "id" || name.hasSuffix("_id") ? ["type": "string", "format": "uuid"] : ["type": "string"]
    return ["name": .text(name), "in": "path", "required": true, "schema": schema]
  }

  private mutating func operation(_ path: String, _ route: DeclaredRoute) -> JSON.Object {
    var operation: JSON.Object = [
      "operationId": .text(identifier(of: route)), "summary": .text(route.summary), "tags": [.text(route.tag)],
    ]
    if let who = route.who { operation["description"] = .text("For \(who).") }
    // An empty requirement takes away the one of the document.
    if route.isPublic { operation["security"] = [] }
    if byList[path] != nil, route.method == "GET" {
      operation["parameters"] = .array(
        ["page", "limit", "relations", "fields"].map { ["$ref": .text("#/components/parameters/\($0)")] })
    }
    if let body = body(path, route) { operation["requestBody"] = body }
    operation["responses"] = .object(responses(path, route))
    return operation
  }

  private func body(_ path: String, _ route: DeclaredRoute) -> JSON? {
    guard route.method == "POST" || route.method == "PUT" else { return nil }
    if let table = byList[path] { return ["required": true, "content": Self.content(Self.reference("New\(table.model)"))] }
    if let table = byRow[path] { return ["required": true, "content": Self.content(Self.reference(table.model))] }
    guard let body = route.body else { return ["content": Self.content([:])] }
    return ["required": true, "content": Self.content(OpenAPISchema.body(body))]
  }

  private func responses(_ path: String, _ route: DeclaredRoute) -> JSON.Object {
    var responses = JSON.Object()
    let isRow = path.hasPrefix("/data/")
    switch route.method {
    case "DELETE" where isRow: responses["204"] = ["description": "Deleted."]
    case "POST" where isRow: responses["201"] = ["description": "Created.", "content": Self.content(answer(path, route))]
    case "GET" where Self.texts[path] != nil:
      responses["200"] = ["description": "Done.", "content": [Self.texts[path] ?? "": ["schema": ["type": "string"]]]]
    default: responses["200"] = ["description": "Done.", "content": Self.content(answer(path, route))]
    }
    responses["400"] = Self.response("BadRequest")
    if !route.isPublic {
      responses["401"] = Self.response("Unauthorized")
      responses["403"] = Self.response("Forbidden")
    }
    if path.contains("{") { responses["404"] = Self.response("NotFound") }
    return responses
  }

  /// The media types of answers that are text.
  private static let texts = ["/status.txt": "text", "/metrics": "text/plain"]

  /// The schema of a successful answer; empty, for anything, where only the handler knows.
  private func answer(_ path: String, _ route: DeclaredRoute) -> JSON {
    if let table = byRow[path] { return Self.reference(table.model) }
    guard let table = byList[path] else { return [:] }
    if route.method == "POST" { return Self.reference(table.model) }
    return ["oneOf": [["type": "array", "items": Self.reference(table.model)], Self.reference("Page")]]
  }

  private static func reference(_ schema: String) -> JSON { ["$ref": .text("#/components/schemas/\(schema)")] }
  private static func response(_ name: String) -> JSON { ["$ref": .text("#/components/responses/\(name)")] }
  private static func content(_ schema: JSON) -> JSON { ["application/json": ["schema": schema]] }

  /// `getDataTasksByTaskIdFull`; with a number behind it when two paths read the same without their punctuation.
  private mutating func identifier(of route: DeclaredRoute) -> String {
    var name = route.method.lowercased()
    for segment in route.segments {
      let words = segment.split { !$0.isLetter && !$0.isNumber }
      name += (segment.hasPrefix("{") ? "By" : "") + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
    if route.segments.isEmpty { name += "Index" }
    var candidate = name
    var number = 2
    while !identifiers.insert(candidate).inserted {
      candidate = "\(name)\(number)"
      number += 1
    }
    return candidate
  }
}
