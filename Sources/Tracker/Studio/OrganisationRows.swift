import Engine
import MariaDB
import Web

/// The studio itself.
struct OrganisationRows: Resource {
  let path = "organisations"
  let table = Table.organisation
  let rules = Rules.everybodyReads

  func shape(_ call: Call, relations: Bool) throws -> Shape {
    try call.access.isAdmin ? Organisation.adminShape : Organisation.publicShape
  }

  func filters(_ call: Call) throws -> [SQL] {
    if try !call.access.isAdmin, let name = call.request.query.pairs.first(where: { Organisation.secrets.contains($0.name) })?.name {
      throw Failure.parameter("\(name) cannot be filtered by.")
    }
    return try ListFilter(table).conditions(call.request.query)
  }

  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws {
    switch body["hours_by_day"] {
    case .text(let text)?:
      guard let hours = Double(text.trimmingBlanks()) else { throw Failure.parameter("hours_by_day must be a number.") }
      body["hours_by_day"] = .number(hours)
    case .bool(let bool)?: body["hours_by_day"] = bool ? 1 : 0
    default: break
    }
  }
}
