import Engine

/// Every route of the API, by feature.
func declaredRoutes() -> Routes {
  var routes = Routes()
  IndexRoutes.declare(in: &routes)
  AuthRoutes.declare(in: &routes)
  PasswordRoutes.declare(in: &routes)
  TwoFactorRoutes.declare(in: &routes)
  EmailCodeRoutes.declare(in: &routes)
  FidoRoutes.declare(in: &routes)
  SAMLRoutes.declare(in: &routes)
  OIDCRoutes.declare(in: &routes)
  EventRoutes.declare(in: &routes)
  OpenAPIRoutes.declare(in: &routes)
  UserRoutes.declare(in: &routes)
  TodoRoutes.declare(in: &routes)
  AssignedRoutes.declare(in: &routes)
  NotificationRoutes.declare(in: &routes)
  SubscriptionRoutes.declare(in: &routes)
  SearchFilterRoutes.declare(in: &routes)
  SearchRoutes.declare(in: &routes)
  ChatRoutes.declare(in: &routes)
  TimeSpentRoutes.declare(in: &routes)
  TimeTables.declare(in: &routes)
  ProjectTimeRoutes.declare(in: &routes)
  BudgetRoutes.declare(in: &routes)
  DayOffRoutes.declare(in: &routes)
  PresenceRoutes.declare(in: &routes)
  QuotaShots.declare(in: &routes)
  TaskDates.declare(in: &routes)
  Rows(OrganisationRows()).declare(in: &routes)
  Rows(CustomActionRows()).declare(in: &routes)
  Rows(SalaryScaleRows()).declare(in: &routes)
  for resource in PlainResource.all { Rows(resource).declare(in: &routes) }
  Rows(EntityTypeRows()).declare(in: &routes)
  Rows(TaskTypeRows()).declare(in: &routes)
  Rows(TaskStatusRows()).declare(in: &routes)
  Rows(StatusAutomationRows()).declare(in: &routes)
  Rows(EventRows()).declare(in: &routes)
  Rows(NotificationRows()).declare(in: &routes)
  Rows(ScheduleItemRows()).declare(in: &routes)
  Rows(ScheduleVersionRows()).declare(in: &routes)
  Rows(ScheduleVersionLinkRows()).declare(in: &routes)
  ScheduleItemRoutes.declare(in: &routes)
  ScheduleVersionRoutes.declare(in: &routes)
  Rows(DayOffRows()).declare(in: &routes)
  Rows(TimeSpentRows()).declare(in: &routes)
  Rows(MetadataDescriptorRows()).declare(in: &routes)
  Rows(PersonRows()).declare(in: &routes)
  AccountAdministration.declare(in: &routes)
  DepartmentItems.declare(in: &routes)
  DepartmentPersons.declare(in: &routes)
  PersonActions.declare(in: &routes)
  PersonAssignment.declare(in: &routes)
  Rows(ProjectRows()).declare(in: &routes)
  ProjectLists.declare(in: &routes)
  TeamRoutes.declare(in: &routes)
  ProjectSettings.declare(in: &routes)
  ProjectTaskTypes.declare(in: &routes)
  DescriptorRoutes.declare(in: &routes)
  DescriptorsEverywhere.declare(in: &routes)
  Rows(ProjectTemplateRows()).declare(in: &routes)
  TemplateRoutes.declare(in: &routes)
  ProjectLinks.declare(in: &routes)
  TaskTypeSoftwares.declare(in: &routes)
  Rows(EntityRows()).declare(in: &routes)
  Rows(AssetInstanceRows()).declare(in: &routes)
  WithTasksRoutes.declare(in: &routes)
  KindRoutes.declare(in: &routes)
  KindCreation.declare(in: &routes)
  ShotRoutes.declare(in: &routes)
  SceneRoutes.declare(in: &routes)
  SequenceRoutes.declare(in: &routes)
  EpisodeRoutes.declare(in: &routes)
  Quotas.declare(in: &routes)
  AssetRoutes.declare(in: &routes)
  AssetTypes.declare(in: &routes)
  AssetSharing.declare(in: &routes)
  CastingRoutes.declare(in: &routes)
  Rows(EntityLinkRows()).declare(in: &routes)
  EntityLinkRoutes.declare(in: &routes)
  AssetInstances.declare(in: &routes)
  ConceptRoutes.declare(in: &routes)
  EntityActions.declare(in: &routes)
  PathGuess.declare(in: &routes)
  NewsRoutes.declare(in: &routes)
  Rows(TaskRows()).declare(in: &routes)
  CommentRoutes.declare(in: &routes)
  CommentListing.declare(in: &routes)
  CommentReplies.declare(in: &routes)
  CommentDeletion.declare(in: &routes)
  ManyComments.declare(in: &routes)
  AttachmentRoutes.declare(in: &routes)
  CommentPreviews.declare(in: &routes)
  Rows(CommentRows()).declare(in: &routes)
  Rows(WorkingFileRows()).declare(in: &routes)
  Rows(OutputFileRows()).declare(in: &routes)
  Rows(PreviewFileRows()).declare(in: &routes)
  Rows(AttachmentFileRows()).declare(in: &routes)
  Rows(PreviewBackgroundRows()).declare(in: &routes)
  Rows(PlaylistRows()).declare(in: &routes)
  PreviewDelivery.declare(in: &routes)
  Avatars.declare(in: &routes)
  return routes
}

/// A declared route, as the command line and the API description show it.
package struct DeclaredRoute: Sendable {
  package let method: String
  /// With parameters in braces: `/data/tasks/{task_id}`.
  package let path: String
  package let summary: String
  /// Without a token?
  package let isPublic: Bool
  let weight: BodyWeight

  package static var all: [DeclaredRoute] {
    declaredRoutes().router.declarations.map { declaration in
      DeclaredRoute(
        method: declaration.method.rawValue, path: declaration.path, summary: declaration.route.summary,
        isPublic: declaration.route.audience == .anyone, weight: declaration.route.weight)
    }
  }
}
