import Engine
import MariaDB
import Web

/// How far the episodes of a project are (contract chapter 05, Episode stats): over the tasks of all shots and scenes that are in one.
enum EpisodeStatistics {
  /// Tasks, the frames of their shots, and drawings.
  private struct Sum {
    var count = 0
    var frames = 0
    var drawings = 0

    static func += (left: inout Sum, right: Sum) {
      left.count += right.count
      left.frames += right.frames
      left.drawings += right.drawings
    }

    var members: JSON.Object { ["count": JSON(count), "frames": JSON(frames), "drawings": JSON(drawings)] }
  }

  private static let source: SQL = """
    FROM task JOIN entity ON entity.id = task.entity_id JOIN entity sequence ON sequence.id = entity.parent_id
    JOIN entity episode ON episode.id = sequence.parent_id JOIN task_status ON task_status.id = task.task_status_id
    """
  private static let sums: SQL = "COUNT(*), COALESCE(SUM(entity.nb_frames), 0), COALESCE(SUM(task.nb_drawings), 0)"

  /// The tasks that count: those of what was not crossed out; of vendors only their own.
  /// - Parameter areForClients: may clients see them, as an SQL condition on the project?
  /// - Throws: 403.
  private static func condition(_ call: Call, _ project: Subject<Project>, areForClients: SQL) throws -> SQL {
    let standing = project.standing
    if standing.isClient, try !call.database.exists("SELECT 1 FROM project WHERE id = \(project.id) AND \(areForClients)") {
      throw Failure.forbidden
    }
    return "task.project_id = \(project.id) AND entity.canceled IS NOT TRUE"
      + (standing.isVendor ? " AND task.id IN \(standing.assignments)" : "")
  }

  private static func pairs(_ episode: String, _ taskType: String) -> [(String, String)] {
    [(episode, taskType), (episode, "all"), ("all", taskType), ("all", "all")]
  }

  // MARK: By status

  static func statuses(_ call: Call, of project: Subject<Project>) throws -> Response {
    var names: [String: JSON.Object] = [:]
    var table: [String: [String: [String: Sum]]] = [:]
    let tasks = try condition(call, project, areForClients: "is_client_stats_visible IS NOT FALSE")
    try call.database.stream(
      """
      SELECT episode.id, task.task_type_id, task_status.id, task_status.short_name, task_status.color, \(sums) \(source)
      WHERE \(tasks) GROUP BY episode.id, task.task_type_id, task_status.id
      """
    ) { row in
      let (episode, taskType, status) = (row.text(0) ?? "", row.text(1) ?? "", row.text(2) ?? "")
      names[status] = ["name": JSON(row.text(3)), "color": JSON(row.text(4))]
      let sum = Sum(count: row.int(5) ?? 0, frames: row.int(6) ?? 0, drawings: row.int(7) ?? 0)
      for (first, second) in pairs(episode, taskType) { table[first, default: [:]][second, default: [:]][status, default: Sum()] += sum }
    }
    return .json(
      object(table) { types in
        object(types) { statuses in
          object(statuses.map { ($0, $1) }) { status, sum in
            var members = names[status] ?? [:]
            for (name, value) in sum.members { members[name] = value }
            return .object(members)
          }
        }
      })
  }

  // MARK: By retakes

  private enum Bucket: String, CaseIterable { case done, retake, other }

  private struct Takes {
    var most = 0
    var buckets: [Bucket: Sum] = [:]
    /// Sums by the number of retakes that a task had, apart for tasks that are done.
    var byRetakes: [Int: (done: Sum, open: Sum)] = [:]

    mutating func add(_ sum: Sum, retakes: Int, _ bucket: Bucket) {
      most = max(most, retakes)
      buckets[bucket, default: Sum()] += sum
      var pair = byRetakes[retakes] ?? (Sum(), Sum())
      if bucket == .done { pair.done += sum } else { pair.open += sum }
      byRetakes[retakes] = pair
    }

    /// For each take: who had to do that one, and who was through before. A count that no production reaches, which somebody wrote into
    /// a task, does not make the list longer.
    var evolution: JSON {
      var takes = JSON.Object()
      guard most > 0 else { return [:] }
      for take in 1...min(most, 1000) {
        var buckets: [Bucket: Sum] = [:]
        for (retakes, pair) in byRetakes {
          buckets[retakes >= take ? .retake : .done, default: Sum()] += pair.done
          buckets[retakes >= take ? .retake : .other, default: Sum()] += pair.open
        }
        takes[String(take)] = .object(Self.members(buckets))
      }
      return .object(takes)
    }

    static func members(_ buckets: [Bucket: Sum]) -> JSON.Object {
      var members = JSON.Object()
      for bucket in Bucket.allCases { members[bucket.rawValue] = .object((buckets[bucket] ?? Sum()).members) }
      return members
    }
  }

  static func retakes(_ call: Call, of project: Subject<Project>) throws -> Response {
    var table: [String: [String: Takes]] = ["all": ["all": Takes()]]
    let tasks = try condition(call, project, areForClients: "FALSE")
    try call.database.stream(
      """
      SELECT episode.id, task.task_type_id, COALESCE(task.retake_count, 0), COALESCE(task_status.is_done, FALSE),
      COALESCE(task_status.is_retake, FALSE), \(sums) \(source)
      WHERE \(tasks) GROUP BY episode.id, task.task_type_id, 3, 4, 5
      """
    ) { row in
      let bucket: Bucket = row.bool(3) ? .done : row.bool(4) ? .retake : .other
      let sum = Sum(count: row.int(5) ?? 0, frames: row.int(6) ?? 0, drawings: row.int(7) ?? 0)
      for (first, second) in pairs(row.text(0) ?? "", row.text(1) ?? "") {
        table[first, default: [:]][second, default: Takes()].add(sum, retakes: row.int(2) ?? 0, bucket)
      }
    }
    var answer = JSON.Object()
    for (episode, types) in table {
      answer[episode] = object(types) { takes in
        var members: JSON.Object = ["max_retake_count": JSON(takes.most), "evolution": episode == "all" ? [:] : takes.evolution]
        for (name, value) in Takes.members(takes.buckets) { members[name] = value }
        return .object(members)
      }
    }
    return .json(.object(answer))
  }

  private static func object<Element>(_ dictionary: [String: Element], _ json: (Element) -> JSON) -> JSON {
    object(dictionary.map { ($0, $1) }) { json($1) }
  }

  private static func object<Element>(_ pairs: [(String, Element)], _ json: (String, Element) -> JSON) -> JSON {
    var object = JSON.Object()
    for (name, element) in pairs { object[name] = json(name, element) }
    return .object(object)
  }
}
