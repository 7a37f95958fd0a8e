/// How many workers there are, how long they live, and what one request may cost.
public struct PoolConfiguration: Sendable {
  /// Workers that serve at the same time.
  public var workers = 4

  /// A worker leaves after about this many requests and another takes its place; 0 for never. Up to a tenth is added or taken away
  /// so that workers which started together do not leave together.
  public var maxRequests = 10_000

  /// A worker whose resident memory passes this many bytes leaves after its request; 0 for no limit.
  public var maxMemory = 512 << 20

  /// Seconds that SIGTERM leaves to the requests that are being served.
  public var drain = 30

  /// Seconds from the accept of a connection after which its worker is killed; 0 for no limit.
  public var requestTimeout = 120

  /// Seconds that a client may take for the head of a request between two of its bytes. nginx sends it in one piece.
  public var headTimeout = 5

  /// Seconds that a client may stall in the body of a request, or in taking the answer.
  public var stallTimeout = 60

  /// Bytes of the largest request body; a larger one throws ``BodyError/tooLarge(limit:)`` where it is read.
  public var maxBody = 4 << 30

  /// Bytes of a body that are kept in memory; a larger body goes to a file without name in ``spoolFolder``.
  public var bodyInMemory = 64 << 10

  /// The folder of large request bodies. It should be on the file system where uploads end.
  public var spoolFolder = "/var/tmp"

  /// Seconds without a request after which a worker's ``Responder/idle()`` is called, again and again.
  public var idleInterval = 10

  /// The file of the scoreboard; when nil, it stands next to the Unix socket (`api.sock` → `api.scoreboard`). A pool on TCP
  /// without a path has a scoreboard that only its own processes see.
  public var scoreboardPath: String?

  /// What ps and top call a worker: 15 bytes at most.
  public var workerName = "worker"

  /// The defaults.
  public init() {}

  /// - Throws: ``PoolError`` for the first setting that makes no sense.
  func validate() throws {
    let atLeast: [(String, Int, Int)] = [
      ("workers", workers, 1), ("max-requests", maxRequests, 0), ("max-memory", maxMemory, 0), ("drain", drain, 0),
      ("request-timeout", requestTimeout, 0), ("head timeout", headTimeout, 1), ("stall timeout", stallTimeout, 1),
      ("largest body", maxBody, 0), ("body in memory", bodyInMemory, 0), ("idle interval", idleInterval, 1),
    ]
    for (name, value, least) in atLeast where value < least {
      throw PoolError("\(name) is \(value): it has to be at least \(least)")
    }
    guard workers <= 1_000 else { throw PoolError("workers is \(workers): more than 1000 is not a pool") }
  }
}
