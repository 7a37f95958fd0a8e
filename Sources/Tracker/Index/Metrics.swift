import Engine
import FastCGI
import MariaDB
import Web

/// What the pool and the jobs have done, for Prometheus (its text format, version 0.0.4).
struct Metrics {
  private var lines: [String] = []

  /// There is no such route unless `PROMETHEUS_METRICS_ENABLED`.
  static let isOn = Step<Void>(StepNote()) { call in if !call.configuration.showsMetrics { throw Failure.notFound() } }

  static func answer(_ call: Call) throws -> Response {
    var metrics = Metrics()
    metrics.add(call.slot.snapshot())
    metrics.add(try JobCounts(call.database))
    return Response(
      contentType: "text/plain; version=0.0.4; charset=utf-8", body: .bytes(Array((metrics.lines.joined(separator: "\n") + "\n").utf8)))
  }

  init() {}

  /// The lines of a pool.
  mutating func add(_ pool: Snapshot) {
    let totals = pool.totals
    add("uptime_seconds", "gauge", "Seconds since the pool was started.", [("", seconds(Int(pool.uptime)))])
    let states = Dictionary(grouping: pool.workers, by: \.state)
    add(
      "workers", "gauge", "Workers by what they do.",
      states.map { ("{state=\"\($0.key)\"}", "\($0.value.count)") }.sorted { $0.0 < $1.0 })
    add("workers_wanted", "gauge", "Workers that the pool was told to have.", [("", "\(pool.wantedWorkers)")])
    add(
      "worker_memory_bytes", "gauge", "Resident memory of the largest worker.", [("", "\(pool.workers.map(\.memory).max() ?? 0)")])
    add(
      "requests_total", "counter", "Requests by the class of their status; none for those whose client left.",
      totals.byStatusClass.enumerated().map { ("{status=\"\($0.offset == 0 ? "none" : "\($0.offset)xx")\"}", "\($0.element)") })
    add("request_seconds_total", "counter", "Seconds spent on requests.", [("", seconds(totals.microseconds))])
    let asked = totals.routes.filter { $0.requests > 0 }
    for (name, help, value) in [
      ("route_requests_total", "Requests of a route.", { "\($0.requests)" }),
      ("route_failures_total", "Requests of a route answered with a status of 500 or more.", { "\($0.failures)" }),
      ("route_seconds_total", "Seconds spent on requests of a route.", { seconds($0.microseconds) }),
    ] as [(String, String, (Snapshot.RouteTotals) -> String)] {
      add(name, "counter", help, asked.map { ("{route=\"\($0.name)\"}", value($0)) })
    }
    add("worker_restarts_total", "counter", "Workers that were replaced because they died.", [("", "\(totals.restarts)")])
    add("worker_timeouts_total", "counter", "Workers that were killed because a request took too long.", [("", "\(totals.timeouts)")])
    add("worker_recycled_total", "counter", "Workers that were replaced because of age or memory.", [("", "\(totals.recycled)")])
    add("requests_lost_total", "counter", "Requests that ended with their worker.", [("", "\(totals.lost)")])
  }

  mutating func add(_ jobs: JobCounts) {
    add(
      "jobs", "gauge", "Jobs that wait, are worked on, or were given up.",
      [("{state=\"waiting\"}", "\(jobs.waiting)"), ("{state=\"running\"}", "\(jobs.running)"), ("{state=\"failed\"}", "\(jobs.failed)")])
  }

  private mutating func add(_ name: String, _ kind: String, _ help: String, _ samples: [(labels: String, value: String)]) {
    lines += ["# HELP tsubame_\(name) \(help)", "# TYPE tsubame_\(name) \(kind)"]
    lines += samples.map { "tsubame_\(name)\($0.labels) \($0.value)" }
  }
}

private func seconds(_ microseconds: Int) -> String { "\(Double(microseconds) / 1_000_000)" }
