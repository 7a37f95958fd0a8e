import Engine
import MariaDB
import Web

/// Daily salaries by department, position and seniority: a complete grid, filled up when it is read.
struct SalaryScaleRows: Resource, WholeList {
  let path = "salary-scales"
  let table = Table.salaryScale
  let rules = Rules.admins
  let protected: Set<String> = ["department_id"]

  func prepareList(_ call: Call) throws {
    if try missing(call).isEmpty { return }
    // Of two who read at the same moment the second finds the rows of the first.
    _ = try call.database.ids("SELECT id FROM department ORDER BY id FOR UPDATE")
    let rows = try missing(call)
    if rows.isEmpty { return }
    try call.database.execute(
      """
      INSERT INTO salary_scale (id, department_id, position, seniority, salary, created_at, updated_at)
      VALUES \(rows.joined(separator: ", "))
      """)
  }

  private func missing(_ call: Call) throws -> [SQL] {
    try call.database.all(
      """
      SELECT department.id, position.code, seniority.code FROM department
      CROSS JOIN (SELECT 'supervisor' AS code UNION SELECT 'lead' UNION SELECT 'artist') position
      CROSS JOIN (SELECT 'senior' AS code UNION SELECT 'mid' UNION SELECT 'junior') seniority
      WHERE NOT EXISTS (SELECT 1 FROM salary_scale WHERE salary_scale.department_id = department.id
        AND salary_scale.position = position.code AND salary_scale.seniority = seniority.code)
      ORDER BY department.id
      """
    ) { row -> SQL in
      "(\(ID.make()), \(row.text(0)), \(row.text(1)), \(row.text(2)), 0, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))"
    }
  }

  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws {
    throw Failure.parameter("Salary scales are made for every department by themselves; change one instead.")
  }
}
