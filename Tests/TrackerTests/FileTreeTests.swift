import Testing
import Web

@testable import Tracker

/// Contract chapter 07, File tree language.
@Suite struct FileTreeTests {
  @Test(arguments: [
    ("<Project>/x", [TreeTemplate.Piece.tag("Project", field: ""), .literal("/x")]),
    ("a<Task.id>b", [.literal("a"), .tag("Task", field: "id"), .literal("b")]),
    ("<A.b.c>", [.tag("A", field: "b")]), ("<A.>", [.tag("A", field: "")]), ("<>", [.tag("", field: "")]),
    ("<Project", [.literal("<Project")]), ("A>", [.literal("A>")]), ("<Pro ject>", [.literal("<Pro ject>")]),
    ("<<A>>", [.literal("<"), .tag("A", field: ""), .literal(">")]), ("", []),
  ])
  func pieces(template: String, expected: [TreeTemplate.Piece]) { #expect(TreeTemplate(template).pieces == expected) }

  @Test func bracketsWithoutEndAreReadOnce() {
    let text = String(repeating: "<a", count: 200_000)
    #expect(TreeTemplate(text).pieces == [.literal(text)])
  }

  @Test func shippedTreesHoldTagsOnly() throws {
    for (name, tree) in ShippedTrees.all {
      for mode in ["working", "output", "preview"] {
        for kind in ["shot", "asset", "sequence", "scene", "episode"] {
          let paths = try FileTree(tree).mode(mode, for: kind)
          let folder = paths.folder(separator: "/") { tag, _ in .text(tag) }
          #expect(folder.hasPrefix("/simple/productions"), "\(name) \(mode) \(kind)")
          #expect(paths.name { tag, _ in .text(tag) }.hasPrefix("project_"), "\(name) \(mode) \(kind)")
        }
      }
    }
  }

  @Test func stylesAndIDs() throws {
    let id = "8c84bc5c-39b7-42cd-a0f6-c0e9b51e2ea4"
    let mode: JSON = [
      "mountpoint": "/m", "root": "", "folder_path": ["shot": "A/<Shot>/<Shot.id>", "style": "uppercase"],
      "file_name": ["shot": "<Shot>.<Shot.id>", "style": "uppercase"],
    ]
    let paths = try FileTree(["working": mode]).mode("working", for: "shot")
    func value(_: String, _ field: String) -> FileTree.Mode.Name { field == "id" ? .id(id) : .text("Été 1") }
    #expect(paths.folder(separator: "\\", value) == "/m\\A\\ETE_1\\\(id)")
    #expect(paths.name(value) == "ETE_1_\(id)")
  }

  @Test(arguments: [("12", "012"), ("1000", "1000"), ("-5", "-05"), ("", "000")])
  func padding(text: String, expected: String) { #expect(PathSubject.padded(text, 3) == expected) }
}
