"""What an editor cut becomes shots."""
from fixtures import ROLES, as_role, entity, entity_type, event, new, project, task_type
from imports import new_id

REFUSED = {"status": 400}


def edl(name):
    return f"""TITLE: cut
FCM: NON-DROP FRAME
001  AX  V  C  00:00:00:00 00:00:02:00 01:00:00:00 01:00:02:00
* FROM CLIP NAME: {name}_SEQ01-SH010.mov
002  AX  V  C  00:00:10:00 00:00:13:05 01:00:02:00 01:00:05:05
* FROM CLIP NAME: {name}_SEQ01-SH020.mov
003  AX  V  C  00:00:00:00 00:00:01:00 01:00:05:05 01:00:06:05
* FROM CLIP NAME: {name}_SEQ02-SH010.mov
""".encode()


def send(c, production, text, file="cut.edl", episode=None, form=None, **options):
    path = "/import/otio/projects/" + production + (f"/episodes/{episode}" if episode else "")
    return c.upload(path, file=(file, text, "text/plain"), form=form, **options)


def run(c):
    # Names of projects hold letters that word characters are: the convention tells them apart by the last underscore.
    name = c.unique("PRJ")
    production = new(c, "projects", name=name, team=[])
    kind = task_type(c, for_entity="Shot")
    c.post(f"/data/projects/{production['id']}/settings/task-types", {"task_type_id": kind["id"]}, keep=False)
    text = edl(name)
    made = send(c, production["id"], text)
    shots = made["created_shots"]
    for shot in shots:
        event(c, "shot:new", shot_id=shot["id"])
        event(c, "sequence:new", sequence_id=shot["parent_id"])
    c.get("/data/tasks", project_id=production["id"], pick=lambda rows: sorted([r["task_type_id"], r["name"]] for r in rows))
    send(c, production["id"], text.replace(b"00:00:13:05", b"00:00:12:00"), note="the shots that are there are changed")
    event(c, "shot:update", shot_id=shots[1]["id"])
    send(c, production["id"], text.lower().replace(b"from clip name", b"FROM CLIP NAME").replace(b"title", b"TITLE").replace(b"fcm", b"FCM").replace(b" v  c ", b" V  C "), form={"match_case": "false"}, note="names in any case")
    where = f"/import/otio/projects/{production['id']}?dry_run=true"
    c.upload(where, file=("cut.edl", edl(name).replace(b"SEQ02", b"SEQ03"), "text/plain"), skip_peer=True, note="what would be",
             pick=lambda answer: [[len(answer[k]) for k in ("created_shots", "updated_shots", "unchanged_shots")]], fixed={"status": 200, "body": [[1, 0, 2]]})
    c.get("/data/shots", project_id=production["id"], pick=len)

    send(c, production["id"], text, form={"match_case": "maybe"}, ignore={"data"})
    send(c, production["id"], text, file="cut.foo")
    send(c, production["id"], text, file="cut")
    send(c, production["id"], b"hello", note="no edit list")
    send(c, production["id"], b"{}", file="cut.otio", ignore={"data"})
    c.post("/import/otio/projects/" + production["id"], {}, note="no file", ignore={"data"})
    send(c, new_id(), text, ignore={"data"}, fixed={"status": 404})
    send(as_role(c, "manager"), new_id(), text, note="nobody knows it")
    for role in ROLES[1:]:
        send(as_role(c, role), production["id"], text, note=role + ", not in the team")
    team = project(c)
    for role in ROLES[1:]:
        send(as_role(c, role), team["id"], text, note=role, pick=lambda answer: sorted(answer))
    send(c.anonymous(), production["id"], text)

    series = new(c, "projects", name=c.unique("SER"), production_type="tvshow", team=[])
    send(c, series["id"], text, ignore={"data"}, note="of which episode?")
    episode = entity(c, series, "Episode")
    entity_type(c, "Sequence")
    named = text.replace(f"{name}_".encode(), f"{series['name']}_E1-".encode())
    answer = send(c, series["id"], named, episode=episode["id"])
    c.get("/data/entities/" + answer["created_shots"][0]["parent_id"], pick=lambda sequence: [sequence["name"], sequence["parent_id"]])
    send(c, series["id"], named, episode=new_id(), ignore={"data"})
    send(c, production["id"], text, episode=episode["id"], ignore={"data"}, note="of another project")
