"""Guests talk about the tasks that a link shows (contract chapter 07, SharedComment)."""
from breakdown import Breakdown
from builders import NOWHERE, Journal, status
from fixtures import as_role, new
from pictures import png
from published import publish

TEXT = ("a.txt", b"hello", "text/plain")
HEADERS = ("Content-Type", "Content-Disposition", "Cache-Control")


def texts(rows):
    return [[row["text"], row["for_client"], row["person"]["is_guest"]] for row in rows]


def run(c):
    b = Breakdown(c)
    shown = publish(c, b.tasks["s1"])
    ok, no = status(c, "ok", is_client_allowed=True), status(c, "no", is_client_allowed=False)
    for row in (b.todo, ok, no):
        c.post(f"/data/projects/{b.project['id']}/settings/task-status", {"task_status_id": row["id"]}, keep=False)
    task = b.tasks["s1"]

    def said(text, by=c, **fields):
        return by.post(f"/actions/tasks/{task['id']}/comment", {"task_status_id": b.todo["id"], "comment": text, **fields}, keep=False)

    said("internal")
    said("a client's", by=as_role(c, "client"))
    told = said("for clients", for_client=True)
    c.post(f"/data/tasks/{task['id']}/comments/{told['id']}/reply", {"text": "a reply"}, keep=False)
    c.upload(f"/actions/tasks/{task['id']}/comments/{told['id']}/add-attachment", file=("é.png", png(9, 9), "image/png"), keep=False)
    c.put("/data/comments/" + told["id"], {"text": "for clients, edited"}, keep=False)
    playlist = new(c, "playlists", name=c.unique("p-"), project_id=b.project["id"], shots=[{"entity_id": b.s1["id"], "preview_file_id": shown[0]["id"]}])

    def share(**fields):
        return "/shared/playlists/" + c.post(f"/data/playlists/{playlist['id']}/share", fields, keep=False)["token"]

    path, a = share(), c.anonymous()
    a.get(path + "/comments", ignore={"has_avatar"})
    jane, joe = (a.post(path + "/guest", {"first_name": name}, keep=False)["id"] for name in ("Jane", "Joe"))
    foreign = a.post(share() + "/guest", {"first_name": "Jane"}, keep=False)["id"]
    journal = Journal(c, b.project)

    def comment(**fields):
        body = {"guest_id": jane, "task_id": task["id"], "task_status_id": ok["id"], "text": "hello", **fields}
        return {key: value for key, value in body.items() if value != "absent"}

    mine = a.post(path + "/comments", comment(checklist=[{"text": "this", "checked": False}]), pick=lambda row: {**row, "person": row["person"]["first_name"]})
    journal.look()
    c.get("/data/tasks/" + task["id"], pick=lambda row: row["task_status_id"] == ok["id"])
    for fields in ({"text": None}, {"checklist": None}, {"text": "absent"}):
        a.post(path + "/comments", comment(**fields), pick=lambda row: [row["text"], row["checklist"]])
    for fields in ({"task_status_id": no["id"]}, {"task_status_id": NOWHERE}, {"task_id": b.tasks["q1"]["id"]}, {"task_id": NOWHERE}, {"guest_id": NOWHERE}, {"guest_id": foreign},
                   {"guest_id": None}, {"guest_id": "absent"}, {"task_id": "x"}, {"checklist": "x"}, {"text": 1}):
        a.post(path + "/comments", comment(**fields))
    a.post(path + "/comments", [1])
    a.get(path + "/comments", pick=texts)

    its = f"{path}/comments/{mine['id']}"
    journal.look(keep=False)
    a.put(its, {"guest_id": jane, "text": "edited"})
    journal.look()
    a.put(its, {"guest_id": jane, "task_status_id": b.todo["id"], "checklist": []}, pick=lambda row: [row["text"], row["checklist"], row["task_status_id"] == b.todo["id"]])
    journal.look()
    a.put(its, {"guest_id": jane, "task_status_id": None, "text": None}, pick=lambda row: row["text"])
    for body in ({"guest_id": joe, "text": "x"}, {"guest_id": NOWHERE}, {"guest_id": foreign}, {"text": "x"}, {"guest_id": jane, "task_status_id": no["id"]},
                 {"guest_id": jane, "task_status_id": NOWHERE}, {"guest_id": jane, "text": 1}):
        a.put(its, body)
    for name in (NOWHERE, "x", told["id"]):
        a.put(f"{path}/comments/{name}", {"guest_id": jane, "text": "x"})
        a.delete(f"{path}/comments/{name}", {"guest_id": jane})

    files = a.upload(its + "/attachments", form={"guest_id": jane}, one=TEXT, two=("é b.png", png(3, 3), "image/png"))["attachment_files"]
    a.upload(its + "/attachments", form={"x": "y"}, one=TEXT, note="without a guest")
    a.upload(its + "/attachments", form={"guest_id": joe}, one=TEXT, note="by another guest")
    a.upload(f"{path}/comments/{NOWHERE}/attachments", form={"guest_id": jane}, one=TEXT)
    a.upload(its + "/attachments", query={"guest_id": jane}, three=("b.txt", b"x", "text/plain"), pick=lambda row: len(row["attachment_files"]))
    for file in files:
        a.raw("GET", f"{path}/attachment-files/{file['id']}/file/whatever", answer_headers=HEADERS[:1] + HEADERS[2:], note=file["extension"])
    hidden = said("with a file")
    c.upload(f"/actions/tasks/{task['id']}/comments/{hidden['id']}/add-attachment", file=TEXT, keep=False)
    secret = c.get("/data/comments/" + hidden["id"], keep=False)["attachment_files"][0]["id"]
    for name in (NOWHERE, "x", secret):
        a.get(f"{path}/attachment-files/{name}/file/x")
        a.delete(f"{its}/attachments/{name}", {"guest_id": jane}, **({"fixed": {"status": 404}} if name == "x" else {}))
    a.delete(f"{its}/attachments/{files[0]['id']}", {"guest_id": joe})
    a.delete(f"{its}/attachments/{files[0]['id']}")
    a.delete(f"{its}/attachments/{files[0]['id']}", {"guest_id": jane})
    a.delete(its, {"guest_id": joe})
    a.delete(its)
    journal.look(keep=False)
    a.delete(its, query={"guest_id": jane})
    journal.look()
    a.delete(its, {"guest_id": jane}, note="twice")

    drawing = {"guest_id": jane, "preview_file_id": shown[0]["id"], "additions": [{"time": 0, "drawing": {"objects": [{"id": "a", "type": "path"}]}}]}
    a.put(path + "/annotations", drawing, ignore={"name"})
    journal.look()
    a.put(path + "/annotations", {**drawing, "additions": None, "updates": [], "deletions": [{"time": 0.0, "objects": ["a"]}]}, pick=lambda row: row["annotations"])
    hidden = publish(c, b.tasks["late"])
    for fields in ({"preview_file_id": NOWHERE}, {"preview_file_id": hidden[0]["id"]}, {"guest_id": NOWHERE}, {"guest_id": foreign}, {"guest_id": None}, {"additions": "x"}, {"preview_file_id": "x"}):
        a.put(path + "/annotations", {**drawing, **fields})
    a.put(path + "/annotations", {**drawing, "additions": [{"x": 1}]}, fixed={"status": 400})

    quiet = share(can_comment=False)
    a.get(quiet + "/comments", pick=len)
    a.post(quiet + "/comments", {})
    a.put(quiet + "/comments/x", {})
    a.delete(quiet + "/comments/x", {})
    a.upload(quiet + "/comments/x/attachments", one=TEXT)
    a.put(quiet + "/annotations", {})
    a.post(path + "/comments", comment(checklist=[1]), fixed={"status": 400})
