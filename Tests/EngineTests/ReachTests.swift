import MariaDB
import Testing

@testable import Engine

/// How far references may point: every column and relation is asked, so that a new one is not forgotten.
@Suite struct ReachTests {
  /// Columns that name a row of some production.
  private var references: [(table: Table, column: Column, target: Table)] {
    Table.all.flatMap { table in
      table.columns.compactMap { column in
        column.target.flatMap { Table.named($0) }.flatMap { $0.isOfProduction ? (table, column, $0) : nil }
      }
    }
  }

  @Test func whatNamesSomethingOfAProductionBelongsToOne() {
    for (table, column, _) in references where column.reach != .anywhere {
      // A plan of the studio may say which project it is for.
      #expect(table.isOfProduction, "\(table.name).\(column.name)")
    }
  }

  @Test func everyReferenceIsChecked() {
    for (table, column, target) in references where column.reach != .anywhere && target.name != "project" {
      let isHome = table.production(of: "x").text.contains("x.`\(column.name)`")
      #expect(isHome || !table.reachChecks(of: [column.name]).isEmpty, "\(table.name).\(column.name)")
    }
    for table in Table.all {
      for relation in table.relations where relation.reach != .anywhere && Table.named(relation.target)?.isOfProduction == true {
        #expect(!table.reachChecks(of: [relation.name]).isEmpty, "\(table.name).\(relation.name)")
      }
    }
  }

  @Test func catalogues() {
    for table in [Table.taskType, .taskStatus, .person, .department, .entityType, .software, .organisation] {
      #expect(!table.isOfProduction, "\(table.name)")
    }
    #expect(Table.task.reachChecks(of: ["task_type_id", "task_status_id", "name"]).isEmpty)
  }

  @Test func productions() {
    #expect(Table.entity.production(of: "e").text == "e.`project_id`")
    #expect(
      Table.comment.production(of: "c").text
        == "(SELECT in_task.`project_id` FROM task in_task WHERE in_task.id = c.`object_id`)")
    #expect(Table.comment.task(of: "c")?.text == "c.`object_id`")
    #expect(Table.previewFile.reachChecks(of: ["comments"]).count == 1)
  }
}
