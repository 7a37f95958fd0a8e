import Engine
import Web

/// Which parts of the server work. To ask never fails and changes nothing (oddity 01-37).
struct ServiceStatus {
  /// In the order of the documents; the text has an order of its own.
  private let parts: [(name: String, isUp: Bool)]
  private let pool: JSON.Object
  /// What waits for the processes that work on jobs, and what they gave up; null without a database.
  private let jobs: JSON

  init(_ call: Call) {
    let counts = try? JobCounts(call.database)
    jobs =
      counts.map { counts -> JSON in ["waiting": JSON(counts.waiting), "running": JSON(counts.running), "given_up": JSON(counts.failed)] }
      ?? .null
    pool = call.slot.snapshot().document
    let hasDatabase = (try? call.database.exists("SELECT 1 FROM project_status LIMIT 1")) != nil
    parts = [
      ("database-up", hasDatabase),
      // What others keep in a key-value store is in the database.
      ("key-value-store-up", hasDatabase),
      ("event-stream-up", (try? Companions.isThere("stream", call.database)) ?? false),
      ("job-queue-up", (try? Companions.isThere("jobs", call.database)) ?? false),
      // Search is a part of the database.
      ("indexer-up", false),
    ]
  }

  /// `/status`, and beside what the contract asks for the pool of workers and the jobs.
  var document: JSON.Object {
    var document: JSON.Object = ["name": .text(Configuration.apiName), "version": .text(Configuration.apiVersion)]
    for part in parts { document[part.name] = .bool(part.isUp) }
    document["pool"] = .object(pool)
    document["jobs"] = jobs
    return document
  }

  /// `/status/influx`: a point of InfluxDB, 1 for what works, and the seconds since 1970.
  var measurement: JSON.Object {
    var measurement = JSON.Object()
    for part in parts { measurement[part.name] = part.isUp ? 1 : 0 }
    let now = Call.now
    measurement["time"] = .number(Double(now.secondsSince1970) + Double(now.microsecond) / 1_000_000)
    return measurement
  }

  /// `/status.txt`: a line for each part.
  var text: String {
    let first = "name: \(Configuration.apiName)\nversion: \(Configuration.apiVersion)\n"
    let order = ["database-up", "event-stream-up", "key-value-store-up", "job-queue-up", "indexer-up"]
    return order.reduce(first) { text, name in
      text + "\(name): \(parts.first { $0.name == name }?.isUp == true ? "up" : "down")\n"
    }
  }
}
