import Testing
import Web

@testable import Engine
@testable import Tracker

/// That the whole is a valid document is tested end to end, with openapi-spec-validator.
@Suite struct OpenAPITests {
  private let document = OpenAPIDocument(routes: DeclaredRoute.all, tables: Table.all).json

  private var operations: [(path: String, method: String, operation: JSON)] {
    (document["paths"].object ?? [:]).flatMap { path, item in
      (item.object ?? [:]).filter { $0.name != "parameters" }.map { (path, $0.name, $0.value) }
    }
  }

  @Test func everyRouteIsDescribedOnce() {
    let declared = DeclaredRoute.all.map { "\($0.method) \($0.path)" }
    #expect(operations.map { "\($0.method.uppercased()) \($0.path)" }.sorted() == declared.sorted())
  }

  @Test func operationsHaveNamesOfTheirOwn() {
    let names = operations.map { $0.operation["operationId"].text ?? "" }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber } })
  }

  @Test func sameTextEachTime() {
    let again = OpenAPIDocument(routes: DeclaredRoute.all, tables: Table.all).json
    #expect(again.description == document.description)
  }

  @Test func referencesLeadSomewhere() {
    func check(_ json: JSON) {
      if let reference = json["$ref"].text {
        let names = reference.split(separator: "/").dropFirst().map(String.init)
        #expect(names.reduce(document) { $0[$1] } != .null, "\(reference)")
      }
      for (_, value) in json.object ?? [:] { check(value) }
      for element in json.array ?? [] { check(element) }
    }
    check(document)
  }

  @Test func pathParametersAreDeclared() {
    for (path, item) in document["paths"].object ?? [:] {
      let declared = (item["parameters"].array ?? []).map { $0["name"].text ?? "" }
      #expect(declared == PathTemplate(path).parameters.map(String.init), "\(path)")
      #expect(Set(declared).count == declared.count, "\(path)")
    }
  }

  @Test func securityFollowsTheDeclaration() {
    for route in DeclaredRoute.all {
      let operation = document["paths"][route.path][route.method.lowercased()]
      #expect((operation["security"] == []) == route.isPublic, "\(route.method) \(route.path)")
      #expect((operation["responses"]["401"] == .null) == route.isPublic, "\(route.method) \(route.path)")
    }
  }

  @Test func rightsAndBodiesAreToldWhereDeclared() throws {
    let comment = document["paths"]["/actions/tasks/{task_id}/comment"]["post"]
    #expect(comment["description"].text?.contains("assignees") == true)
    let priority = document["paths"]["/actions/persons/{person_id}/departments/add"]["post"]
    #expect(priority["description"] == "For administrators.")
    let body = priority["requestBody"]["content"]["application/json"]["schema"]
    #expect(body["properties"]["department_id"] == ["type": "string", "format": "uuid"])
    #expect(body["required"] == ["department_id"])
    for route in DeclaredRoute.all {
      let operation = document["paths"][route.path][route.method.lowercased()]
      #expect(operation["description"].text == route.who.map { "For \($0)." }, "\(route.method) \(route.path)")
    }
    #expect(DeclaredRoute.all.filter { $0.who != nil }.count > 250)
    #expect(DeclaredRoute.all.filter { $0.body != nil }.count > 40)
  }

  /// The rows that the engine serves are found by their path: the summary of the route says which model it must be.
  @Test func everyResourceHasItsTable() {
    let rows = DeclaredRoute.all.filter { $0.path.hasSuffix("/{instance_id}") && $0.summary.hasPrefix("Update a row of ") }
    #expect(rows.count >= 10)
    for route in rows {
      let model = String(route.summary.dropFirst("Update a row of ".count))
      #expect(OpenAPIResource(path: route.path, Table.all)?.table.model == model, "\(route.path)")
      let schema = document["paths"][route.path]["put"]["requestBody"]["content"]["application/json"]["schema"]
      #expect(schema["$ref"].text == "#/components/schemas/\(model)", "\(route.path)")
    }
  }

  @Test func columns() {
    let schemas = document["components"]["schemas"]
    let department = schemas["Department"]["properties"]
    #expect(department["name"] == ["type": "string", "maxLength": 80])
    #expect(department["archived"] == ["type": ["boolean", "null"], "default": false])
    #expect(department["id"] == ["type": "string", "format": "uuid", "readOnly": true])
    #expect(department["type"]["const"] == "Department")
    #expect(schemas["NewDepartment"]["allOf"].array?.last == ["required": ["name", "color"]])
    let person = schemas["Person"]["properties"]
    #expect(person["role"]["enum"] == JSON(Column.roles))
    #expect(person["position"]["enum"] == ["supervisor", "lead", "artist", nil])
    #expect(person["departments"]["items"]["format"] == "uuid")
    for secret in PersonShape.secrets { #expect(person[secret] == .null, "\(secret)") }
  }

  /// Paths that differ in the names of parameters only are the same to a client.
  @Test func pathsThatAreTheSame() {
    func route(_ method: String, _ path: String) -> DeclaredRoute {
      DeclaredRoute(method: method, path: path, summary: "x", isPublic: false, who: nil, body: nil, weight: .document)
    }
    let routes = [
      route("GET", "/a/{first}"), route("PUT", "/a/{second}"), route("GET", "/a/{first}.png"), route("GET", "/a-b"), route("GET", "/a/b"),
    ]
    let document = OpenAPIDocument(routes: routes, tables: []).json
    #expect(document["paths"].object?.names == ["/a-b", "/a/b", "/a/{first}", "/a/{first}.png"])
    #expect(document["paths"]["/a/{first}"].object?.names == ["parameters", "get", "put"])
    #expect(document["paths"]["/a-b"]["get"]["operationId"] != document["paths"]["/a/b"]["get"]["operationId"])
  }
}
