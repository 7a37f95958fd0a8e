import MariaDB
import Testing
import Web

@testable import Engine

/// Contract chapter 02, part A, filters of a list.
@Suite struct ListFilterTests {
  private let id = "01234567-89ab-7def-8123-456789abcdef"

  private func conditions(_ query: String, _ table: Table = .task) throws -> SQL {
    try ListFilter(table).conditions(Query(bytes: Array(query.utf8))).joined(separator: " AND ")
  }

  @Test func equality() throws {
    #expect(try conditions("project_id=\(id.uppercased())").text == "task.`project_id` = ?")
    #expect(try conditions("project_id=\(id.uppercased())").values == [.text(id)])
    #expect(try conditions("priority=%207%20").values == [7])
    #expect(try conditions("estimation=1.5").values == [.double(1.5)])
    #expect(try conditions("start_date=20240229").values == ["2024-02-29 00:00:00.000000"])
    #expect(try conditions("archived=YES", .department).values == [1])
    #expect(try conditions("archived=off", .department).values == [0])
    #expect(try conditions("email=A@B.c", .person).values == ["a@b.c"])
  }

  @Test func nothingFromTheQueryBecomesSQL() throws {
    let condition = try conditions("name=%27%20OR%201%3D1--&color=%27%3B", .department)
    #expect(condition.text == "LOWER(department.`name`) LIKE LOWER(?) AND department.`color` = ?")
    #expect(condition.values == ["' OR 1=1--", "';"])
    #expect(try conditions("name);DROP TABLE task;--=1").text == "", "names that the table does not have are ignored")
  }

  @Test func allHold() throws {
    let condition = try conditions("priority=1&project_id=\(id)&unknown=5&priority=2&page=3&limit=x&relations=1&fields=a&type=Task")
    #expect(condition.text == "task.`priority` = ? AND task.`project_id` = ?")
    #expect(condition.values == [1, .text(id)], "the first of a repeated name; what steers the list is no filter")
  }

  @Test func lists() throws {
    #expect(try conditions("priority=[1,%222%22]").text == "task.`priority` IN (?, ?)")
    #expect(try conditions("priority=[1,%222%22]").values == [1, 2])
    #expect(try conditions("project_id=[]").text == "task.`project_id` IN (NULL)", "no row")
    #expect(try conditions("color=[%22a%22,5]", .department).values == ["a", "5"])
    #expect(try conditions("name=[%22a%22]", .department).values == [#"["a"]"#], "a name is always a pattern")
    #expect(try conditions("color=%20[%22a%22]", .department).text == "department.`color` = ?", "a list begins with its bracket")
  }

  @Test func relations() throws {
    let links = try conditions("assignees=\(id)")
    #expect(links.text == "task.id IN (SELECT link.task_id FROM task_person_link link WHERE link.person_id = ?)")
    #expect(links.values == [.text(id)])
  }

  @Test func unknownCodesMatchNothing() throws {
    #expect(try conditions("role=nobody", .person).text == "FALSE")
    #expect(try conditions("role=admin", .person).values == ["admin"])
    #expect(try conditions("data=%7B%7D").text == "FALSE", "documents are not compared")
    #expect(try conditions("password=x", .person).text == "", "a hash is not even looked at")
  }

  @Test(arguments: [
    "project_id=x", "project_id=", "project_id=01234567-89ab-7def-8123-456789abcdefzz", "priority=x", "priority=", "priority=10.0",
    "priority=99999999999", "estimation=x", "estimation=nan", "start_date=x", "start_date=", "assignees=x", "assignees=[]",
    "project_id=[%22x%22]", "project_id=[", "priority=[[1]]", "priority=[1,%22x%22]",
  ])
  func refused(query: String) {
    let failure = #expect(throws: Failure.self) { try conditions(query) }
    #expect(failure?.status == 400)
    #expect(failure?.body["error"] == true)
  }

  @Test(arguments: ["archived=", "archived=maybe", "archived=2", "archived=[null]"])
  func refusedBooleans(query: String) {
    let failure = #expect(throws: Failure.self) { try conditions(query, .department) }
    #expect(failure?.status == 400)
  }
}
