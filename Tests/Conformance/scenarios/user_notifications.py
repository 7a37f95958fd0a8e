"""What people are told, and what they follow."""
from breakdown import Breakdown
from builders import NOWHERE, someone
from fixtures import ROLES, as_role, cast, department, event, login, new



def run(c):
    b = Breakdown(c, production_type="tvshow")
    who = {role: someone(c, role) for role in ("user", "vendor", "manager")}
    me = {role: login(c, person) for role, person in who.items()}
    speaker, client = cast(c)["manager"], cast(c)["client"]
    known = {}

    def told(name, type="comment", to="user", author=speaker, **fields):
        known[new(c, "notifications", person_id=who[to]["id"], author_id=author["id"], type=type, **fields)["id"]] = name

    def names(rows):
        """A `pick`: which of them, in the order of creation."""
        order = list(known)
        return [known[row["id"]] for row in sorted(rows, key=lambda row: order.index(row["id"]))]

    def rows(found):
        order = list(known)
        return sorted(found, key=lambda row: order.index(row["id"]))

    def comment(task, author=speaker, **fields):
        return new(c, "comments", **{"object_id": b.tasks[task]["id"], "object_type": "Task", "person_id": author["id"], "text": "“said”\n<b>", "task_status_id": b.todo["id"], **fields})

    reply, dumb = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeee0001", "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeee0002"
    d = department(c, "told-")
    replies = [{"id": reply, "date": "2026-11-02T10:00:00", "text": "answered \"so\"", "person_id": speaker["id"], "mentions": [who["user"]["id"]], "department_mentions": [d["id"]]},
               {"id": dumb, "date": "2026-11-02T10:00:01", "text": "", "person_id": speaker["id"], "mentions": [], "department_mentions": []}]
    plain, by_client = comment("s1", mentions=[who["user"]["id"]], department_mentions=[d["id"]], replies=replies), comment("s1", author=client, replies=replies)
    preview = new(c, "preview-files", name="p", task_id=b.tasks["s1"]["id"], extension="png", revision=1)
    c.put("/data/comments/" + plain["id"], {"previews": [preview["id"]]}, keep=False)
    playlist = new(c, "playlists", name=c.unique("playlist-"), project_id=b.project["id"], episode_id=b.e1["id"], for_entity="shot", is_for_all=False, for_client=True, shots=[])
    everything = new(c, "playlists", name=c.unique("all-"), project_id=b.project["id"], for_entity="asset", is_for_all=True, shots=[])
    for to in ("user", "vendor"):
        told(to + " comment", to=to, task_id=b.tasks["s1"]["id"], comment_id=plain["id"], change=True)
        told(to + " client", to=to, author=client, task_id=b.tasks["s1"]["id"], comment_id=by_client["id"])
        told(to + " client's reply", "reply", to=to, author=client, task_id=b.tasks["s1"]["id"], comment_id=by_client["id"], reply_id=reply)
    told("mention", "mention", task_id=b.tasks["s1"]["id"], comment_id=plain["id"], read=True)
    told("reply", "reply", task_id=b.tasks["s1"]["id"], comment_id=plain["id"], reply_id=reply)
    told("reply mention", "reply-mention", task_id=b.tasks["s1"]["id"], comment_id=plain["id"], reply_id=reply)
    told("empty reply", "reply", task_id=b.tasks["s1"]["id"], comment_id=plain["id"], reply_id=dumb)
    told("lost reply", "reply", task_id=b.tasks["s1"]["id"], comment_id=plain["id"], reply_id=NOWHERE)
    told("no reply's", "mention", task_id=b.tasks["s1"]["id"], comment_id=plain["id"], reply_id=reply)
    for name, task in b.tasks.items():
        told("assignation " + name, "assignation", task_id=task["id"])
    told("assignation asset", "assignation", task_id=b.task["id"])
    told("playlist", "playlist-ready", playlist_id=playlist["id"])
    told("playlist for all", "playlist-ready", playlist_id=everything["id"])
    told("another's", to="manager", task_id=b.tasks["s1"]["id"], comment_id=plain["id"])

    artist, path = me["user"], "/data/user/notifications"
    artist.get(path, pick=rows)
    me["vendor"].get(path, pick=rows)
    me["manager"].get(path, pick=rows)
    login(c, someone(c)).get(path, note="nothing")
    artist.get("/data/user/context", pick=lambda body: body["notification_count"])
    for identifier, name in known.items():
        if name in ("user client", "playlist", "another's"):
            artist.get(f"{path}/{identifier}", note=name)
    for wrong in (NOWHERE, "foo"):
        artist.get(f"{path}/{wrong}")
    of = {name: identifier for identifier, name in known.items()}

    # Which
    late = b.tasks["late"]
    for read in ("true", "TRUE", "false", "", "x", "1"):
        artist.get(path, read=read, pick=names)
    for type in ("comment", "reply-mention", "bogus", ""):
        artist.get(path, type=type, pick=names)
    for kind in (late["task_type_id"], NOWHERE, "bad", ""):
        artist.get(path, task_type_id=kind, pick=names)
        artist.get(path, task_status_id=kind, pick=names)
    artist.get(path, task_status_id=b.todo["id"], pick=names)
    for moment in ("2020-01-01", "2020-01-01T10:00:00", "2020-01-01 10:00:00", "20200101", "2099-12-31T23:59:59", "", "x", "2026-13-01"):
        artist.get(path, after=moment, pick=names)
        artist.get(path, before=moment, pick=names)
    artist.get(path, after="2020-01-01", read="false", type="assignation", task_type_id=late["task_type_id"], pick=names)
    for role in ROLES:
        as_role(c, role).get(path + "/" + of["playlist"], note=role)
    c.anonymous().get(path)

    # Read or not
    one = f"{path}/{of['playlist']}"
    for body in ({"read": True}, {"read": True}, {"read": False}, {"read": "yes"}, {"read": 0}, {"read": True, "change": True}):
        artist.put(one, body)
    for body in ({"read": "perhaps"}, {"read": []}, ["a"]):
        artist.put(one, body)
    for body in ({}, {"read": None}):
        artist.put(one, body, fixed={"status": 400})
    me["manager"].put(one, {"read": True})
    c.put(one, {"read": True}, note="not even an admin")
    artist.put(f"{path}/{NOWHERE}", {"read": True})
    artist.put(f"{path}/foo", {"read": True}, fixed={"status": 404})
    event(c, "notification:read", notification_id=of["playlist"])
    event(c, "notification:unread", notification_id=of["playlist"])
    for _ in range(2):
        artist.post("/actions/user/notifications/mark-all-as-read")
    artist.get("/data/user/context", pick=lambda body: body["notification_count"])
    artist.get(path, read="false", pick=names)
    me["manager"].get(path, read="false", pick=names)
    event(c, "notification:all-read", person_id=who["user"]["id"])
    c.anonymous().post("/actions/user/notifications/mark-all-as-read")

    # Following a task
    fan = as_role(c, "user")
    for by, note in ((fan, "an artist"), (as_role(c, "vendor"), "a vendor"), (as_role(c, "client"), "a client"), (c, "an admin")):
        for name in ("s3", "e1"):
            task = b.tasks[name]["id"]
            by.delete(f"/actions/user/tasks/{task}/unsubscribe", keep=False)
            by.get(f"/data/user/tasks/{task}/subscribed", note=note)
            by.post(f"/actions/user/tasks/{task}/subscribe", note=note)
            by.post(f"/actions/user/tasks/{task}/subscribe", note=note + ", twice")
            by.get(f"/data/user/tasks/{task}/subscribed", note=note)
    for wrong in (NOWHERE, "foo"):
        fan.get(f"/data/user/tasks/{wrong}/subscribed")
        fan.post(f"/actions/user/tasks/{wrong}/subscribe", fixed={"status": 404})
        fan.delete(f"/actions/user/tasks/{wrong}/unsubscribe")
    artist.post(f"/actions/user/tasks/{late['id']}/subscribe", fixed={"status": 403}, note="not in the team")
    for _ in range(2):
        fan.delete(f"/actions/user/tasks/{b.tasks['s3']['id']}/unsubscribe")
    fan.get(f"/data/user/tasks/{b.tasks['s3']['id']}/subscribed")
    as_role(c, "vendor").get(f"/data/user/tasks/{b.tasks['s3']['id']}/subscribed", note="of somebody else")
    many = [b.tasks[name]["id"] for name in ("s3", "late", "e1")]
    fan.post("/actions/user/tasks/subscribe", {"task_ids": many})
    fan.post("/actions/user/tasks/subscribe", {"task_ids": [many[1], many[1]]})
    fan.post("/actions/user/tasks/subscribe", {"task_ids": [many[0], NOWHERE]}, fixed={"status": 404})
    fan.post("/actions/user/tasks/subscribe", {"task_ids": ["foo"]}, fixed={"status": 404})
    for body in ({}, {"task_ids": []}, {"task_ids": "x"}, {"task_ids": [1]}, {"task_ids": None}, ["a"]):
        fan.post("/actions/user/tasks/subscribe", body)
        fan.post("/actions/user/tasks/unsubscribe", body)
    fan.post("/actions/user/tasks/unsubscribe", {"task_ids": [many[2], NOWHERE, "foo", many[2]]})
    for task in many:
        fan.get(f"/data/user/tasks/{task}/subscribed")
    c.put("/data/tasks/" + many[1], {"assignees": [b.artist["id"]]}, keep=False)
    mine = new(c, "notifications", person_id=b.artist["id"], author_id=speaker["id"], type="comment", task_id=many[1])
    other = new(c, "notifications", person_id=b.artist["id"], author_id=speaker["id"], type="comment", task_id=many[2])

    def watched(rows):
        return sorted({mine["id"]: "followed", other["id"]: "not followed"}[row["id"]] for row in rows if row["id"] in (mine["id"], other["id"]))

    for watching in ("true", "True", "false", ""):
        fan.get(path, watching=watching, pick=watched)
    fan.get(f"{path}/{mine['id']}", note="with the subscription")

    # Following a sequence
    for by, note in ((fan, "an artist"), (as_role(c, "vendor"), "a vendor"), (c, "an admin")):
        for place in (b.q1, b.q2, b.s1):
            path = f"sequences/{place['id']}/task-types/{b.late['id']}"
            by.get(f"/data/user/{path}/subscribed", note=note)
            by.post(f"/actions/user/{path}/subscribe", note=note)
            by.post(f"/actions/user/{path}/subscribe", note=note + ", twice")
            by.get(f"/data/user/{path}/subscribed", note=note)
            by.get(f"/data/user/entities/{place['id']}/task-types/{b.late['id']}/subscribed", note=note)
            by.get(f"/data/user/sequences/{place['id']}/task-types/{b.shot_type['id']}/subscribed", note="another type")
        by.get(f"/data/user/projects/{b.project['id']}/task-types/{b.late['id']}/sequence-subscriptions", unordered=True)
        by.get(f"/data/user/projects/{b.project['id']}/task-types/{b.shot_type['id']}/sequence-subscriptions")
        by.get(f"/data/user/projects/{NOWHERE}/task-types/{b.late['id']}/sequence-subscriptions")
        by.get(f"/data/user/projects/foo/task-types/{b.late['id']}/sequence-subscriptions", fixed={"status": 404})
    for place, kind in ((NOWHERE, b.late["id"]), ("foo", b.late["id"]), (b.q1["id"], NOWHERE), (b.q1["id"], "foo")):
        path = f"sequences/{place}/task-types/{kind}"
        fan.get(f"/data/user/{path}/subscribed", **({"fixed": {"status": 200, "body": False}} if "foo" in path else {}))
        fan.post(f"/actions/user/{path}/subscribe", fixed={"status": 404})
        fan.delete(f"/actions/user/{path}/unsubscribe", **({"fixed": {"status": 204}} if "foo" in path else {}))
    artist.post(f"/actions/user/sequences/{b.q1['id']}/task-types/{b.late['id']}/subscribe", fixed={"status": 403}, note="not in the team")
    for _ in range(2):
        fan.delete(f"/actions/user/sequences/{b.q1['id']}/task-types/{b.late['id']}/unsubscribe")
    fan.get(f"/data/user/sequences/{b.q1['id']}/task-types/{b.late['id']}/subscribed")
    c.anonymous().post(f"/actions/user/tasks/{many[0]}/subscribe")
