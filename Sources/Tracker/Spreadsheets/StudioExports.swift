import Engine
import MariaDB
import Web

/// Tables of the whole studio, for its managers: people, productions, task types, tasks, time (contract chapter 08, Exports).
enum StudioExports {
  private struct Table {
    let path: String
    let summary: String
    let name: @Sendable () -> String
    let header: [String]
    let rows: @Sendable (Seen) -> SQL
  }

  /// How much the caller sees: managers the productions they manage, and nobody's salary and telephone but where the studio shows them.
  private struct Seen {
    /// An SQL condition on `project`.
    let projects: SQL
    let phone: SQL
    let salary: SQL

    init(_ call: Call) throws {
      let access = try call.access
      let isTold = access.isAdmin || call.configuration.managersReadSalaries
      (phone, salary) = isTold ? ("person.phone", "person.daily_salary") : ("NULL", "NULL")
      projects =
        access.isAdmin
        ? "TRUE"
        : """
        (project.id IN \(access.projects) AND \(try access.notForClients(project: "project.id"))
        AND \(try access.vendorsOnly(project: "project.id", "FALSE")))
        """
    }
  }

  static func declare(in routes: inout Routes) {
    for table in tables {
      routes.get("/export/csv/\(table.path).csv", table.summary, .may(.studioManager)) { call, _ in
        let rows = table.rows(try Seen(call))
        return Export.file(named: table.name(), table.header, mediaType: "text/csv; charset=utf-8", call) {
          [database = call.database] writer, flush in
          try Export.rows(rows, to: &writer, flush, database)
        }
      }
    }
  }

  private static let tables = [
    Table(
      path: "persons", summary: "Export people as CSV", name: { "people_export" },
      header: [
        "First Name", "Last Name", "Email", "Phone", "Role", "Departments", "Studio", "Country", "Contract Type", "Position", "Seniority",
        "Daily Salary", "Active",
      ],
      rows: { seen in
        """
        SELECT person.first_name, person.last_name, person.email, \(seen.phone), person.role,
        (SELECT GROUP_CONCAT(department.name ORDER BY department.name SEPARATOR ',') FROM department_link
        JOIN department ON department.id = department_link.department_id WHERE department_link.person_id = person.id),
        studio.name, person.country, person.contract_type, person.position, person.seniority, \(seen.salary),
        IF(person.active, 'yes', 'no')
        FROM person LEFT JOIN studio ON studio.id = person.studio_id WHERE NOT person.is_bot AND NOT COALESCE(person.is_guest, FALSE)
        ORDER BY LOWER(person.first_name), LOWER(person.last_name), person.id
        """
      }),
    Table(
      path: "projects", summary: "Export productions as CSV", name: { "export" }, header: ["Name", "Status"],
      rows: { seen in
        """
        SELECT project.name, project_status.name FROM project JOIN project_status ON project_status.id = project.project_status_id
        WHERE \(seen.projects) ORDER BY project.name, project.id
        """
      }),
    Table(
      path: "task-types", summary: "Export task types as CSV", name: { "export" }, header: ["Department", "Name"],
      rows: { _ in
        """
        SELECT department.name, task_type.name FROM task_type JOIN department ON department.id = task_type.department_id
        ORDER BY department.name, task_type.name, task_type.id
        """
      }),
    Table(
      path: "tasks", summary: "Export the tasks of open productions as CSV", name: { "tasks_export" },
      header: [
        "Project", "Task Type", "Episode", "Sequence", "Entity Type", "Entity", "Assigner", "Assignees", "Duration", "Estimation",
        "Start date", "Due date", "WIP date", "Validation date", "Task Status",
      ],
      rows: { seen in
        """
        SELECT project.name, task_type.name, grandparent.name, parent.name, entity_type.name, entity.name,
        (SELECT \(PersonShape.fullName) FROM person WHERE person.id = task.assigner_id), \(Export.assignees(separator: ", ")),
        \(Export.decimal("task.duration")), \(Export.decimal("task.estimation")), DATE(task.start_date), DATE(task.due_date),
        DATE(task.real_start_date), DATE(task.end_date), task_status.name
        FROM task JOIN project ON project.id = task.project_id
        JOIN project_status ON project_status.id = project.project_status_id AND project_status.name = 'Open'
        JOIN task_type ON task_type.id = task.task_type_id JOIN task_status ON task_status.id = task.task_status_id
        JOIN entity ON entity.id = task.entity_id JOIN entity_type ON entity_type.id = entity.entity_type_id
        LEFT JOIN entity parent ON parent.id = entity.parent_id LEFT JOIN entity grandparent ON grandparent.id = parent.parent_id
        WHERE \(seen.projects) ORDER BY project.name, task_type.name, task.name, ISNULL(grandparent.name), grandparent.name, ISNULL(parent.name), parent.name,
        entity_type.name, entity.name, task.id
        """
      }),
    Table(
      path: "time-spents", summary: "Export the hours of open productions as CSV",
      name: { "\(String(Call.now.sql.prefix(10)))_open_projects_time_spents_export" },
      header: ["Project", "Person", "Entity Type Name", "Entity", "Task Type", "Date", "Time spent"],
      rows: { seen in
        """
        SELECT project.name, \(PersonShape.fullName), entity_type.name,
        IF(entity_type.name = 'Shot', CONCAT_WS(' / ', grandparent.name, parent.name, entity.name), entity.name), task_type.name,
        time_spent.date, \(Export.decimal("time_spent.duration"))
        FROM time_spent JOIN person ON person.id = time_spent.person_id JOIN task ON task.id = time_spent.task_id
        JOIN project ON project.id = task.project_id
        JOIN project_status ON project_status.id = project.project_status_id AND project_status.name IN ('Open', 'open', 'Active')
        JOIN task_type ON task_type.id = task.task_type_id JOIN entity ON entity.id = task.entity_id
        JOIN entity_type ON entity_type.id = entity.entity_type_id
        LEFT JOIN entity parent ON parent.id = entity.parent_id LEFT JOIN entity grandparent ON grandparent.id = parent.parent_id
        WHERE \(seen.projects) ORDER BY time_spent.date, person.last_name, project.name, entity_type.name, entity.name, time_spent.id
        """
      }),
  ]
}
