import Glibc
import Testing

@testable import Storage

@Suite("Stored files") struct StoredFileTests {
  private static let id = "2c4f81e1-6954-4f6e-9d1b-0a1b2c3d4e5f"

  /// The contract's table (chapter 07, Storage layout).
  @Test(arguments: [
    (StoredFile(.pictures, "original", id: id), "pictures/original/2c4/f81/\(id)"),
    (StoredFile(.pictures, "thumbnails-square", id: id), "pictures/thumbnails/squ/are/square-\(id)"),
    (StoredFile(.pictures, "preview-backgrounds", id: id), "pictures/preview/bac/kgr/backgrounds-\(id)"),
    (StoredFile(.movies, "lowdef", id: id), "movies/lowdef/2c4/f81/\(id)"),
    (StoredFile(.files, "attachments", id: id), "files/attachments/2c4/f81/\(id)"),
  ])
  func paths(file: StoredFile, path: String) {
    #expect(file.path() == path)
    #expect(file.path(bucketPrefix: "studio-") == "studio-\(path)")
    #expect(StoredFile(file.description) == file)
  }

  @Test(arguments: [
    "", "pictures", "pictures/", "pictures/original", "pictures/-\(id)", "etc/original-\(id)", "pictures/../../x-\(id)",
    "pictures/a/b-\(id)", "pictures/original-\(id)x", "pictures/original-2C4F81E1-6954-4f6e-9d1b-0a1b2c3d4e5f",
    "pictures/original-2c4f81e169544f6e9d1b0a1b2c3d4e5fabcd",
  ])
  func noFile(text: String) {
    #expect(StoredFile(text) == nil)
  }

  @Test func removing() throws {
    let root = "/tmp/tsubame-storage-\(getpid())"
    let store = LocalStore(root: root)
    let file = StoredFile(.files, "previews", id: Self.id)
    for folder in ["", "/files", "/files/previews", "/files/previews/2c4", "/files/previews/2c4/f81"] { mkdir(root + folder, 0o700) }
    defer { for folder in ["/files/previews/2c4/f81", "/files/previews/2c4", "/files/previews", "/files", ""] { rmdir(root + folder) } }
    let path = store.path(of: file)
    close(creat(path, 0o600))
    #expect(access(path, F_OK) == 0)
    try store.remove(file)
    #expect(access(path, F_OK) != 0)
    try store.remove(file)
    // A folder in the place of a file is nobody's to remove.
    mkdir(path, 0o700)
    #expect(throws: StorageError.self) { try store.remove(file) }
    rmdir(path)
  }
}
