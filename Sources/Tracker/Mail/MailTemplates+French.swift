import Engine

extension MailLanguage {
  static let frenchTemplates: [Mail: MailTemplate] = [
    .assignation: MailTemplate(
      subject: "[Kitsu] Vous êtes assigné à {task}", title: "Nouvelle assignation",
      lines: ["{author} vous a assigné à {task}.", "!link Ouvrir la tâche"]),
    .mention: MailTemplate(
      subject: "[Kitsu] {author first name} vous a mentionné sur {task}", title: "Nouvelle mention",
      lines: ["{author} vous a mentionné dans un commentaire sur {task} :", "!quote", "!link Ouvrir la tâche"]),
    .comment: MailTemplate(
      subject: "[Kitsu] {status} - {author first name} a commenté {task}", title: "Nouveau commentaire",
      lines: ["{author} a écrit sur {task}. Le statut est {status}.", "!quote", "!link Ouvrir la tâche"]),
    .reply: MailTemplate(
      subject: "[Kitsu] {author first name} a répondu sur {task}", title: "Nouvelle réponse",
      lines: ["{author} a répondu à un commentaire sur {task} :", "!quote", "!link Ouvrir la tâche"]),
    .replyMention: MailTemplate(
      subject: "[Kitsu] {author first name} vous a mentionné sur {task}", title: "Nouvelle mention",
      lines: ["{author} vous a mentionné dans une réponse sur {task}, au commentaire :", "!quote", "!link Ouvrir la tâche"]),
    .playlistReady: MailTemplate(
      subject: "[Kitsu] La playlist {playlist} de {project} est prête", title: "Nouvelle playlist",
      lines: ["{author} vous invite à regarder la playlist {playlist} de {project}.", "!link Ouvrir la playlist"]),
    .buildReady: MailTemplate(
      subject: "[Kitsu] Le film de la playlist {playlist} est prêt", title: "Film de playlist",
      lines: ["Le film de la playlist {playlist} de {project} peut maintenant être téléchargé.", "!link Ouvrir la playlist"]),
    .sharedPlaylist: MailTemplate(
      subject: "{organisation} : {author} partage la playlist {playlist} avec vous", title: "Playlist partagée",
      lines: [
        "{author} vous invite à regarder la playlist {playlist} de {project}. Il ne vous faut pas de compte.", "!quote",
        "!link Ouvrir la playlist",
      ]),
    .verificationCode: MailTemplate(
      subject: "{organisation} : votre code", title: "Votre code",
      lines: [
        "Bonjour {first name},", "ce code vous permet de continuer. Il est valable cinq minutes :", "!code",
        "Il a été demandé le {date} depuis {address}. Si ce n’était pas vous, quelqu’un d’autre connaît votre mot de passe : changez-le.",
      ]),
    .passwordRecovery: MailTemplate(
      subject: "{organisation} : choisissez un autre mot de passe", title: "Un autre mot de passe",
      lines: [
        "Bonjour {first name},", "ce lien, valable une fois et pendant deux heures, vous permet de choisir un autre mot de passe :",
        "!link Choisir un mot de passe",
        "Il a été demandé le {date} depuis {address}. Si ce n’était pas vous, il n’y a rien à faire : votre mot de passe reste le même.",
      ]),
    .invitation: MailTemplate(
      subject: "Vous êtes invité sur le suivi de production de {organisation}", title: "Bienvenue",
      lines: [
        "Bonjour {first name},", "{organisation} vous invite sur son suivi de production. Votre identifiant est {login}.",
        "Ce lien, valable une fois et pendant sept jours, vous permet de choisir un mot de passe :", "!link Choisir un mot de passe",
      ]),
    .passwordChanged: MailTemplate(
      subject: "{organisation} : votre mot de passe a été changé", title: "Mot de passe changé",
      lines: [
        "Bonjour {first name},", "votre mot de passe a été changé le {date} depuis {address}.",
        "Si ce n’était pas vous, demandez tout de suite de l’aide à un administrateur.",
      ]),
    .passwordChangedByAdministrator: MailTemplate(
      subject: "{organisation} : un administrateur a changé votre mot de passe", title: "Mot de passe changé",
      lines: [
        "Bonjour {first name},", "un administrateur a changé votre mot de passe le {date} depuis {address}.",
        "Si vous ne vous y attendiez pas, demandez à un administrateur.",
      ]),
    .secondFactorsDisabled: MailTemplate(
      subject: "{organisation} : un administrateur a désactivé votre second facteur", title: "Second facteur désactivé",
      lines: [
        "Bonjour {first name},",
        "un administrateur a désactivé votre authentification à deux facteurs le {date} depuis {address}. Votre mot de passe seul suffit désormais.",
        "Mettez en place un second facteur dès que possible. Si vous ne vous y attendiez pas, demandez à un administrateur.",
      ]),
  ]
}
