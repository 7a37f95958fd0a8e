import Engine
import Web

/// The description of the API for programs (OpenAPI Specification 3.1).
enum OpenAPIRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/openapi.json", for: .anyone, "This description of the API") { _ in Response(body: .bytes(document)) }
  }

  /// Made of what is declared, once, when it is asked for.
  private static let document = Array(OpenAPIDocument(routes: DeclaredRoute.all, tables: Table.all).json.description.utf8)
}
