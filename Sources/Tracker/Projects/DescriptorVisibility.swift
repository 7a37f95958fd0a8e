import Engine
import MariaDB
import Web

/// Which metadata fields the caller may see: clients those for them, vendors those of no department or of one of theirs, everybody else
/// all. What counts is the role in the field's project (contract chapter 09, row 30).
struct DescriptorVisibility {
  private let access: Access
  private let departments: [ID]

  init(_ access: Access) throws {
    self.access = access
    departments = access.isAdmin ? [] : try access.departments()
  }

  /// An SQL condition on the metadata descriptors in a table or alias.
  func condition(on descriptor: String) -> SQL {
    if access.isAdmin { return "TRUE" }
    let name = SQL(raw: descriptor)
    return """
      CASE COALESCE((SELECT NULLIF(team.role, 'admin') FROM project_person_link team
      WHERE team.project_id = \(name).project_id AND team.person_id = \(access.caller.id)), \(access.caller.role.rawValue))
      WHEN 'client' THEN COALESCE(\(name).for_client, FALSE)
      WHEN 'vendor' THEN NOT EXISTS (SELECT 1 FROM department_metadata_descriptor_link link WHERE link.metadata_descriptor_id = \(name).id)
      OR EXISTS (SELECT 1 FROM department_metadata_descriptor_link link WHERE link.metadata_descriptor_id = \(name).id
      AND link.department_id IN \(departments))
      ELSE TRUE END
      """
  }
}
