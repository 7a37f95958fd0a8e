"""Shipped file trees, and asking for a review without a comment: gone in the newest original, recorded from one that has them (1.0.67)."""

from builders import NOWHERE, Journal, Stage, only, someone
from fixtures import ROLES, as_role, cast, entity, event, login

NEWER = {"is_client_stats_visible", "is_client_task_list_visible", "is_client_task_panel_visible", "hd_bitrate_compression", "ld_bitrate_compression", "oidc_issuer", "oidc_subject",
         "saml_issuer", "saml_subject", "preview_project_id", "preview_opened_at", "preview_open_until",
         # The first administrator of a server is made by its own command.
         "phone", "desktop_login"}


def run(c):
    s = Stage(c)
    journal = Journal(c, s.project)
    path = f"/actions/projects/{s.project['id']}/set-file-tree"
    review = f"/actions/tasks/{s.task['id']}/to-review"
    c.put(review, {}, note="without a tree", ignore=NEWER)

    c.post(path, {"tree_name": "simple"}, ignore=NEWER)
    journal.look()

    def tree(row):
        """A `pick`: the tree without what is a slip of the pen in the original."""
        row["file_tree"]["output"]["file_name"].pop("sequence")
        return row["file_tree"]

    c.post(path, {"tree_name": "default"}, pick=tree)
    for name in ("x", "../simple", "simple.json", ""):
        c.post(path, {"tree_name": name})
    for body in ({}, {"tree_name": None}, {"tree_name": 5}):
        c.post(path, body)
    everybody = [(role, as_role(c, role)) for role in ROLES] + [("a stranger", login(c, someone(c, "manager"))), ("nobody", c.anonymous())]
    for role, by in everybody:
        by.post(path, {"tree_name": "simple"}, note=role, pick=only("type"))
    for identifier in (NOWHERE, "x"):
        for by in (c, as_role(c, "manager")):
            by.post(f"/actions/projects/{identifier}/set-file-tree", {"tree_name": "simple"})

    sequence = entity(c, s.project, "Sequence", "SEQ 01 ")
    c.put("/data/entities/" + s.shot["id"], {"parent_id": sequence["id"]}, keep=False)
    c.put(f"/actions/tasks/{s.shot_task['id']}/to-review", {"comment": "look"}, pick=only("preview_path", "comment"))
    for body in ({"person_id": cast(c)["user"]["id"], "comment": "look", "name": "rig", "revision": 3}, {"person_id": None, "comment": None, "name": None, "change_status": None}, {"change_status": False}):
        c.put(review, body, ignore=NEWER)
    event(c, "task:to-review", task_id=s.task["id"])
    for body in ({"person_id": NOWHERE}, {"person_id": "x"}, {"person_id": 5}, {"revision": -1}, {"revision": "x"}, {"revision": None}, {"comment": 5}, {"name": 5}, {"change_status": "maybe"}):
        c.put(review, body)
    for identifier in (NOWHERE, "x"):
        c.put(f"/actions/tasks/{identifier}/to-review", {})
    for role, by in everybody:
        by.put(review, {}, note=role, pick=only("preview_path"))
    c.put("/data/tasks/" + s.task["id"], {"assignees": [cast(c)["vendor"]["id"]]}, keep=False)
    as_role(c, "vendor").put(review, {}, note="assigned vendor", pick=only("preview_path"))
