import Engine
import Web

/// An OpenAPI document of declared routes and tables. The same declarations make the same text.
struct OpenAPIDocument {
  let json: JSON

  init(routes: [DeclaredRoute], tables: [Table]) {
    let paths = Self.paths(of: routes)
    // Rows that the engine serves have a path with this parameter; the tables beside them are links and logs that no body describes.
    let resources = paths.compactMap { OpenAPIResource(path: $0.path, tables) }
    var items = JSON.Object()
    var operations = OpenAPIOperations(resources: resources)
    for (path, routes) in paths.sorted(by: { $0.path < $1.path }) { items[path] = .object(operations.item(path, routes)) }
    var schemas = Self.schemas
    for resource in resources.sorted(by: { $0.table.model < $1.table.model }) {
      schemas[resource.table.model] = OpenAPISchema.row(of: resource.table)
      schemas["New\(resource.table.model)"] = OpenAPISchema.newRow(of: resource.table)
    }
    json = [
      "openapi": "3.1.0",
      "info": [
        "title": "Tsubame",
        "summary": "The API of a studio's production tracker",
        "description": "Projects, assets, shots, castings, tasks, comments, previews, playlists, time and schedules.",
        "version": .text(Configuration.apiVersion),
        "license": ["name": "Apache 2.0", "identifier": "Apache-2.0"],
      ],
      "servers": [["url": "/api"]],
      "security": [["bearer": []], ["cookie": []]],
      "tags": .array(Set(routes.map(\.tag)).sorted().map { ["name": .text($0)] }),
      "paths": .object(items),
      "components": [
        "securitySchemes": [
          "bearer": ["type": "http", "scheme": "bearer", "bearerFormat": "JWT"],
          "cookie": ["type": "apiKey", "in": "cookie", "name": "access_token_cookie"],
        ],
        "parameters": .object(Self.parameters),
        "responses": .object(Self.responses),
        "schemas": .object(schemas),
      ],
    ]
  }

  /// The routes by path. Paths that differ in the names of their parameters only are one path (OpenAPI 3.1 §4.8.8.2), with the names of
  /// the route that was declared first.
  private static func paths(of routes: [DeclaredRoute]) -> [(path: String, routes: [DeclaredRoute])] {
    var paths: [(path: String, routes: [DeclaredRoute])] = []
    var places: [[Substring]: Int] = [:]
    for route in routes {
      let shape = PathTemplate(route.path).literals
      if let place = places[shape] {
        paths[place].routes.append(route)
      } else {
        places[shape] = paths.count
        paths.append((route.path, [route]))
      }
    }
    return paths
  }

  // MARK: Components

  /// What steers every list of rows (contract chapter 02, part A).
  private static let parameters: JSON.Object = {
    func parameter(_ name: String, _ schema: JSON, _ description: String) -> JSON {
      ["name": .text(name), "in": "query", "description": .text(description), "schema": schema]
    }
    return [
      "page": parameter("page", ["type": "integer", "minimum": 1], "Answers a page instead of the whole list. The first is 1."),
      "limit": parameter("limit", ["type": "integer", "minimum": 0], "Rows of a page; 0 for the default."),
      "relations": parameter("relations", ["type": "boolean"], "Adds the lists of related ids."),
      "fields": parameter("fields", ["type": "string"], "Names of the keys to answer, separated by commas."),
    ]
  }()

  private static let responses: JSON.Object = {
    func response(_ description: String, _ schema: String) -> JSON {
      [
        "description": .text(description),
        "content": ["application/json": ["schema": ["$ref": .text("#/components/schemas/\(schema)")]]],
      ]
    }
    return [
      "BadRequest": response("A parameter or a value in the body is wrong.", "Error"),
      "Unauthorized": response("There is no token, or it is not good any more.", "TokenError"),
      "Forbidden": response("The caller may not do this.", "Error"),
      "NotFound": response("There is no such row.", "Error"),
    ]
  }()

  private static let schemas: JSON.Object = [
    "Error": [
      "type": "object", "required": ["message"],
      "properties": ["error": ["const": true], "message": ["type": "string"], "data": ["type": ["object", "null"]]],
    ],
    "TokenError": [
      "type": "object", "properties": ["msg": ["type": "string"], "error": ["const": true], "message": ["type": "string"]],
    ],
    "Page": [
      "type": "object", "required": ["data", "total", "nb_pages", "limit", "offset", "page"],
      "properties": [
        "data": ["type": "array", "items": ["type": "object"]],
        "total": ["type": "integer"], "nb_pages": ["type": "integer"], "limit": ["type": "integer"], "offset": ["type": "integer"],
        "page": ["type": "integer"],
      ],
    ],
  ]
}

extension DeclaredRoute {
  /// Of the path: `data`, `tasks`, `{task_id}`.
  var segments: [String] { path.split(separator: "/").map(String.init) }

  /// What the route is about: the first segment, or the second where the first is `data`.
  var tag: String {
    let segments = segments
    let subject = segments.first == "data" && segments.count > 1 ? segments[1] : segments.first ?? "index"
    return String(subject.prefix { $0 != "." })
  }
}

/// A path with parameters in braces.
struct PathTemplate {
  /// What stands around the parameters, the same for paths that match the same addresses.
  let literals: [Substring]
  let parameters: [Substring]

  init(_ path: String) {
    let pieces = path.split(separator: "{", omittingEmptySubsequences: false).map {
      $0.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
    }
    parameters = pieces.dropFirst().compactMap(\.first)
    literals = pieces.compactMap(\.last)
  }
}

/// Rows that the engine serves: `/data/<path>` and `/data/<path>/<id>`.
struct OpenAPIResource {
  /// `/data/<path>`
  let list: String
  /// `/data/<path>/{instance_id}`
  let row: String
  let table: Table

  /// Nil for every other path. - Parameter path: of a row.
  init?(path: String, _ tables: [Table]) {
    let segments = path.split(separator: "/")
    guard segments.count == 3, segments[0] == "data", segments[2] == "{instance_id}" else { return nil }
    let plural = String(segments[1].map { $0 == "-" ? "_" : $0 })
    let names = plural == "events" ? ["api_event"] : [plural, String(plural.dropLast()), plural.dropLast(3) + "y"]
    guard let table = names.lazy.compactMap({ name in tables.first { $0.name == name } }).first else { return nil }
    list = "/data/\(segments[1])"
    row = path
    self.table = table
  }
}
