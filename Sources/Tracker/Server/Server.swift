import Engine
import FastCGI
import Glibc
import Logging
import MariaDB
import Web

/// Answers the requests of one worker: finds the route, the caller and the handler, and renders what comes of it, failures too.
package final class Server: Responder {
  private let configuration: Configuration
  private let router: Router<Endpoint>
  private let database: Connection
  private let readConnection: Connection
  private let identification: Identification
  private let crossOrigin: CrossOrigin
  private let writer = ResponseWriter()
  private let log: Logger

  /// Names of all routes in the order of their indices, for the scoreboard.
  package static func routeNames() -> [String] {
    declaredRoutes().router.declarations.map { "\($0.method.rawValue) \($0.pattern)" }
  }

  package init(configuration: Configuration, log: Logger) {
    self.configuration = configuration
    self.log = log
    router = declaredRoutes().router
    var options = configuration.database
    options.onSlowStatement = { statement, milliseconds in
      log.warning("slow statement", metadata: ["ms": "\(milliseconds)", "sql": "\(statement)"])
    }
    database = Connection(options)
    readConnection = Connection(options)
    identification = Identification(configuration, database)
    crossOrigin = CrossOrigin(configuration.corsOrigins)
  }

  // MARK: One request

  package func respond(to source: FastCGI.Request, on slot: Slot) {
    let start = monotonicMicroseconds()
    let request = Web.Request(source)
    slot.begin(method: request.verb, requestID: request.id)
    var line = RequestLine(id: request.id, method: request.verb, path: request.path)
    let headers = Self.securityHeaders + [Header("X-Request-Id", request.id)] + crossOrigin.headers(for: request)
    var response: Response
    do {
      response = try answer(request, slot, &line)
    } catch {
      response = render(error, line)
    }
    do {
      line.bytes = try writer.send(response, to: request, headers: headers)
    } catch let error as ResponseWriter.PartlySent {
      line.isBroken = true
      if !(error.cause is ClientGone) { report(error.cause, line) }
    } catch is ClientGone {
      line.isBroken = true
    } catch {
      // A stream failed before anything of it was sent.
      response = render(error, line)
      line.bytes = (try? writer.send(response, to: request, headers: headers)) ?? 0
    }
    line.status = response.status
    line.microseconds = monotonicMicroseconds() - start
    slot.end(status: response.status)
    log.info("\(line)")
  }

  private static let securityHeaders = [
    Header("X-Content-Type-Options", "nosniff"), Header("X-Frame-Options", "SAMEORIGIN"),
    Header("Content-Security-Policy", "frame-ancestors 'self'"), Header("Referrer-Policy", "strict-origin-when-cross-origin"),
  ]

  private func answer(_ request: Web.Request, _ slot: Slot, _ line: inout RequestLine) throws -> Response {
    guard let segments = request.segments else { throw Failure.malformed("the path is not UTF-8") }
    if request.hasDoubleSlash { return try redirectToSingleSlashes(request, segments) }
    let method = Method(rawValue: request.verb == "HEAD" ? "GET" : request.verb)
    switch router.match(method, segments) {
    case .notFound: throw Failure.notFound()
    case .otherMethods(let methods):
      guard request.verb == "OPTIONS" else { throw Failure.methodNotAllowed }
      var names = methods.map(\.rawValue) + ["OPTIONS"]
      if methods.contains(.get) { names.append("HEAD") }
      return Response(
        contentType: "text/html; charset=utf-8", headers: [Header("Allow", names.joined(separator: ", "))], body: .bytes([]))
    case .found(let index, let endpoint, let parameters):
      slot.route(index)
      line.route = router.declarations[index].pattern
      guard request.query.isValid else {
        throw Failure.parameter("A query parameter is not UTF-8, or holds a NUL character.")
      }
      request.parameters = parameters
      request.maxBody = endpoint.weight.bytes(setting: configuration.maxContentLength)
      let caller = try identify(request, for: endpoint)
      line.person = caller?.id
      let call = Call(
        request: request, configuration: configuration, database: database, readConnection: readConnection, caller: caller, slot: slot,
        isWriting: endpoint.isWriting)
      defer {
        let address = request.clientAddress ?? "-"
        for note in call.notes { note.write(to: log, request: request.id, address: address) }
      }
      return endpoint.isWriting ? try call.transaction { try endpoint.handler(call) } : try endpoint.handler(call)
    }
  }

  /// A token that is not good is noted; that there is none is not.
  private func identify(_ request: Web.Request, for endpoint: Endpoint) throws -> Caller? {
    do {
      return try identification.caller(of: request, for: endpoint.audience, with: endpoint.document)
    } catch let failure as Failure where failure.status == 401 || failure.status == 422 {
      let shown = [request.header("Authorization"), request.cookie("access_token_cookie"), request.cookie("refresh_token_cookie")]
      if shown.contains(where: { $0?.nonEmpty != nil }) {
        let reason = failure.body["msg"].text ?? failure.body["message"].text
        SecurityNote(event: .refused, means: "token", reason: reason)
          .write(to: log, request: request.id, address: request.clientAddress ?? "-")
      }
      throw failure
    }
  }

  private func redirectToSingleSlashes(_ request: Web.Request, _ segments: [String]) throws -> Response {
    let scheme = request.parameter("HTTPS") == "on" ? "https" : "http"
    let host = request.header("Host") ?? configuration.domainName
    let single = request.path.collapsingSlashes()
    // An encoded slash is none that could be left out.
    if single == request.path { throw Failure.notFound() }
    let path = (request.parameter("TSUBAME_PREFIX") ?? "") + single
    let query = request.query.isEmpty ? "" : "?" + (request.parameter("QUERY_STRING") ?? "")
    return .redirect(to: "\(scheme)://\(host)\(path)\(query)", status: 308)
  }

  // MARK: Failures

  /// Nothing internal reaches a client; the log has it under the request's id.
  private func render(_ error: any Error, _ line: RequestLine) -> Response {
    if let failure = error as? Failure { return Response(failure) }
    report(error, line)
    // What a route did not foresee of a body is still the body's fault, not ours; the log says where.
    if let error = error as? DatabaseError, error.isBadValue || error.isTooLarge, let failure = Failure(integrity: error) {
      return Response(failure)
    }
    if let error = error as? DatabaseError, error.isUnavailable || error.isConflict || error.isTimeout {
      return Response(.unavailable)
    }
    return Response(.internalError)
  }

  private func report(_ error: any Error, _ line: RequestLine) {
    log.error("request failed", metadata: ["id": "\(line.id)", "method": "\(line.method)", "route": "\(line.route)", "error": "\(error)"])
  }
}

func monotonicMicroseconds() -> Int {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return now.tv_sec * 1_000_000 + now.tv_nsec / 1000
}

extension String {
  fileprivate func collapsingSlashes() -> String {
    var collapsed = ""
    for character in self where !(character == "/" && collapsed.last == "/") { collapsed.append(character) }
    return collapsed
  }
}
