import Engine
import Web

/// The audit trail as rows. The routes that ask it are in `EventRoutes`.
struct EventRows: Resource, ListLimiting {
  let path = "events"
  let table = Table.apiEvent
  let rules = Rules.admins
  let maxRows = 1000
}
