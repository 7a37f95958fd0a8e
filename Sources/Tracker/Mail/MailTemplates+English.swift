import Engine

extension MailLanguage {
  static let englishTemplates: [Mail: MailTemplate] = [
    .assignation: MailTemplate(
      subject: "[Kitsu] You were assigned to {task}", title: "New Assignation",
      lines: ["{author} assigned you to {task}.", "!link Open the task"]),
    .mention: MailTemplate(
      subject: "[Kitsu] {author first name} mentioned you on {task}", title: "New Mention",
      lines: ["{author} mentioned you in a comment on {task}:", "!quote", "!link Open the task"]),
    .comment: MailTemplate(
      subject: "[Kitsu] {status} - {author first name} commented on {task}", title: "New Comment",
      lines: ["{author} posted on {task}. The status is {status}.", "!quote", "!link Open the task"]),
    .reply: MailTemplate(
      subject: "[Kitsu] {author first name} replied on {task}", title: "New Reply",
      lines: ["{author} answered a comment on {task}:", "!quote", "!link Open the task"]),
    .replyMention: MailTemplate(
      subject: "[Kitsu] {author first name} mentioned you on {task}", title: "New Mention",
      lines: ["{author} mentioned you in an answer on {task}, to the comment:", "!quote", "!link Open the task"]),
    .playlistReady: MailTemplate(
      subject: "[Kitsu] The playlist {playlist} of {project} is ready", title: "New Playlist",
      lines: ["{author} asks you to look at the playlist {playlist} of {project}.", "!link Open the playlist"]),
    .buildReady: MailTemplate(
      subject: "[Kitsu] The movie of the playlist {playlist} is ready", title: "Playlist Movie",
      lines: ["The movie of the playlist {playlist} of {project} can be fetched now.", "!link Open the playlist"]),
    .sharedPlaylist: MailTemplate(
      subject: "{organisation}: {author} shares the playlist {playlist} with you", title: "Shared Playlist",
      lines: [
        "{author} invites you to look at the playlist {playlist} of {project}. You need no account for it.", "!quote",
        "!link Open the playlist",
      ]),
    .verificationCode: MailTemplate(
      subject: "{organisation}: your code", title: "Your code",
      lines: [
        "Hello {first name},", "this code lets you go on. It is good for five minutes:", "!code",
        "It was asked for on {date} from {address}. If that was not you, somebody else knows your password: change it.",
      ]),
    .passwordRecovery: MailTemplate(
      subject: "{organisation}: choose another password", title: "Another password",
      lines: [
        "Hello {first name},", "with this link, good once and for two hours, you choose another password:", "!link Choose a password",
        "It was asked for on {date} from {address}. If that was not you, there is nothing to do: your password stays as it is.",
      ]),
    .invitation: MailTemplate(
      subject: "You are invited to the production tracker of {organisation}", title: "Welcome",
      lines: [
        "Hello {first name},", "{organisation} invites you to its production tracker. Your login is {login}.",
        "With this link, good once and for seven days, you choose a password:", "!link Choose a password",
      ]),
    .passwordChanged: MailTemplate(
      subject: "{organisation}: your password was changed", title: "Password changed",
      lines: [
        "Hello {first name},", "your password was changed on {date} from {address}.",
        "If that was not you, ask an administrator for help right away.",
      ]),
    .passwordChangedByAdministrator: MailTemplate(
      subject: "{organisation}: an administrator changed your password", title: "Password changed",
      lines: [
        "Hello {first name},", "an administrator changed your password on {date} from {address}.",
        "If you did not expect that, ask an administrator.",
      ]),
    .secondFactorsDisabled: MailTemplate(
      subject: "{organisation}: an administrator disabled your second factor", title: "Second factor disabled",
      lines: [
        "Hello {first name},",
        "an administrator disabled your two-factor authentication on {date} from {address}. From now on your password alone signs you in.",
        "Set up a second factor again as soon as you can. If you did not expect this, ask an administrator.",
      ]),
  ]
}
