import Engine
import MariaDB
import Web

/// Somebody who has proved who they are, and the session they get for it.
struct SignIn {
  private let account: Account
  private let session: Session
  private let call: Call

  init(_ account: Account, _ session: Session, _ call: Call) {
    self.account = account
    self.session = session
    self.call = call
  }

  /// Who signed in, the studio, and the tokens; noted in the log of who came in. - Parameter origin: `web` or `script`.
  func answer(origin: String) throws -> Response {
    try call.database.insert(
      into: .loginLog,
      ["person_id": account.id.sqlValue, "ip_address": call.request.clientAddress.sqlValue, "origin": origin.sqlValue])
    let output = JSONOutput(capacity: 4096)
    output.append(raw: "{\"user\":")
    let shape = PersonShape.session
    _ = try call.database.first("SELECT \(shape.select) FROM person WHERE person.id = \(account.id)") { shape.write($0, to: output) }
    output.append(raw: ",\"organisation\":")
    try Organisation.write(to: output, isAdmin: account.role == .admin, call.database)
    output.append(raw: ",\"login\":true,\"access_token\":\"\(session.access)\",\"refresh_token\":\"\(session.refresh)\"")
    if session.isRestricted { output.append(raw: ",\"two_factor_authentication_required\":true") }
    output.append(byte: UInt8(ascii: "}"))
    return Response(body: .bytes(Array(output.bytes)))
  }
}
