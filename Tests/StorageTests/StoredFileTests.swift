import Glibc
import Testing
import Web

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

  /// A folder of its own, removed with everything in it.
  private func withStore(_ body: (LocalStore, String) throws -> Void) throws {
    var template = Array("/tmp/tsubame-store-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    let root = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { clear(root) }
    try body(LocalStore(root: root), root)
  }

  private func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    return names.filter { $0 != "." && $0 != ".." }.sorted()
  }

  private func clear(_ path: String) {
    for name in names(in: path) { clear("\(path)/\(name)") }
    remove(path)
  }

  private func content(_ text: String, in folder: String) throws -> OpenFile {
    let file = try OpenFile(in: folder)
    #expect(pwrite(file.descriptor, text, text.utf8.count, 0) == text.utf8.count)
    return file
  }

  private func text(_ file: OpenFile?) -> String? {
    guard let file else { return nil }
    var bytes = [UInt8](repeating: 0, count: file.size)
    let count = pread(file.descriptor, &bytes, bytes.count, 0)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  @Test func putting() throws {
    try withStore { store, root in
      let file = StoredFile(.pictures, "thumbnails-square", id: Self.id)
      #expect(store.address(of: file) == nil && store.open(file) == nil)
      // The second takes the place of the first; /dev/shm is another file system, from where it is copied.
      for (text, folder) in [("first", root), ("second one", root), ("third", "/dev/shm")] {
        try store.put(content(text, in: folder), as: file)
        #expect(self.text(store.open(file)) == text)
        #expect(store.address(of: file) == FileAddress(path: file.path(), size: text.utf8.count))
      }
      // Nothing else is left beside it.
      #expect(names(in: "\(root)/pictures/thumbnails/squ/are") == ["square-\(Self.id)"])
    }
  }

  @Test func emptyFilesAreNone() throws {
    try withStore { store, root in
      let file = StoredFile(.files, "previews", id: Self.id)
      try store.put(content("", in: root), as: file)
      #expect(store.address(of: file) == nil)
    }
  }

  @Test func nowhere() throws {
    let store = LocalStore(root: "/tmp/tsubame-is-not-there-\(getpid())")
    #expect(throws: StorageError.self) { try store.put(content("x", in: "/tmp"), as: StoredFile(.files, "previews", id: Self.id)) }
  }
}
