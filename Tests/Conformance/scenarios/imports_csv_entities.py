"""Assets, shots and edits from spreadsheets."""

from builders import NOWHERE, Stage, someone
from fixtures import ROLES, as_role, cast, entity, login, new, task_type


def rows(*lines, separator=","):
    return "\n".join(separator.join(line) for line in lines) + "\n"


def run(c):
    s = Stage(c, production_type="short")
    p = s.project
    base = f"/import/csv/projects/{p['id']}/"
    c.post(f"/data/projects/{p['id']}/settings/task-types", {"task_type_id": s.asset_type["id"]}, keep=False)
    c.post(f"/data/projects/{p['id']}/settings/task-types", {"task_type_id": s.shot_type["id"]}, keep=False)
    edit_type = task_type(c, s.department, "edit-type-", for_entity="Edit")
    c.post(f"/data/projects/{p['id']}/settings/task-types", {"task_type_id": edit_type["id"]}, keep=False)
    for kind in ("Asset", "Shot", "Edit"):
        for name, data_type in (("Contractor", "string"), ("Is hero", "boolean"), ("Owner", "person")):
            c.post(f"/data/projects/{p['id']}/metadata-descriptors", {"name": name, "entity_type": kind, "data_type": data_type, "choices": [], "for_client": False, "departments": []}, keep=False)
    ann = someone(c)
    model, lay = s.asset_type["name"], s.shot_type["name"]

    def load(kind, text, by=c, fixed=None, note="", pick=None, **query):
        query = "?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else ""
        return by.upload(base + kind + query, file=("rows.csv", text if isinstance(text, bytes) else text.encode(), "text/csv"), note=note, fixed=fixed, pick=pick)

    def worth(found):
        keys = ("name", "description", "nb_frames", "data", "canceled", "status", "type")
        return [row and {k: row[k] for k in keys} for row in found]

    def tasks(row, note=""):
        c.get("/data/tasks", query={"entity_id": row["id"], "relations": "true"}, note="the tasks " + note,
              pick=lambda found: sorted([t["name"], t["task_status_id"], len(t["assignees"]), t["retake_count"]] for t in found))

    # Assets
    found = load("assets", rows(("Type", "Name", "Description", "Contractor", "Is hero", "Owner"), ("Prop", c.unique("Chair "), "A chair", "Acme", "yes", ann["email"]), ("Prop", c.unique("Table "), "A table", "", "", "")))
    tasks(found[0])
    load("assets", rows(("Type", "Name", "Description"), ("Prop", c.unique("Chair "), "changed")), note="without update", pick=worth)
    load("assets", rows(("Type", "Name", "Description", "Contractor"), ("prop", c.unique("Chair "), "changed", "")), update="True", note="with update", pick=worth)
    load("assets", rows(("Type", "Name", "Description"), ("Prop", c.unique("Chair "), "no")), update="1", note="update=1 is none", pick=worth)
    load("assets", rows(("Type", "Name"), ("Character", c.unique("Chair "))), note="of another type", pick=worth)
    for separator in (";", "\t", "|"):
        load("assets", rows(("Type", "Name"), ("Prop", c.unique("Chair ")), separator=separator), note="separator", pick=worth)
    load("assets", rows(("Type", "Name"), ("Prop", c.unique("Chair "))).replace("\n", "\r\n"), note="CRLF", pick=worth)
    load("assets", rows(("Type", "Name", "Description"), ("Prop", c.unique("Quoted "), '"a\n""b"", c"')), note="quotes", pick=worth)
    load("assets", "Type,Name\n", note="header only")
    load("assets", "Type,Name\n\n , \nProp," + c.unique("Blank ") + "\n\n", note="blank rows", pick=worth)
    load("assets", "Name,Other,Type\n" + c.unique("Order ") + ",x,Prop\n", note="any order", pick=worth)
    load("assets", "", note="nothing")
    load("assets", "Type\nProp\n", note="one column", fixed={"status": 400})
    load("assets", "\ufeff" + rows(("Type", "Name"), ("Prop", c.unique("Marked "))), note="byte order mark", fixed={"status": 201}, pick=worth)
    load("assets", b"Type,Name\nProp,\xff\n", note="not UTF-8", fixed={"status": 400})
    load("assets", 'Type,Name\nProp,"open\n', note="a quote without end", fixed={"status": 400})

    def refused(kind, text, note, **query):
        load(kind, text, note=note, fixed={"status": 400}, **query)

    refused("assets", rows(("Type", "Nom"), ("Prop", "x")), "a column is missing")
    refused("assets", rows(("Type", "Name"), ("", "x")), "no type")
    refused("assets", rows(("Type", "Name"), ("shot", "x")), "no type of assets")
    refused("assets", rows(("Type", "Name", "Ready for"), ("Prop", "x", "nothing")), "ready for nothing")
    refused("assets", rows(("Type", "Name", "Episode"), ("Prop", "x", "E1")), "episodes of no series")
    refused("assets", rows(("Type", "Name", "Is hero"), ("Prop", "x", "maybe")), "no boolean")
    refused("assets", rows(("Type", "Name", "Owner"), ("Prop", "x", "nobody")), "no person")
    refused("assets", rows(("Type", "Name", model), ("Prop", "x", "nothing")), "no status")
    refused("assets", rows(("Type", "Name", model + " assignations"), ("Prop", "x", "nobody")), "nobody to assign")
    refused("assets", rows(("Type", "Name"), ("Prop", c.unique("Good ")), ("", "bad"), ("Prop", "x")), "the second row")
    c.get("/data/entities", query={"name": c.unique("Good ")}, note="nothing of a refused file stays", fixed={"status": 200, "body": []}, pick=lambda found: [row["name"] for row in found])

    # Tasks of assets
    work = lambda *cells: rows(("Type", "Name", model, model + " comment", model + " assignations", "Ready for"), ("Prop", c.unique("Work "), *cells))
    row = load("assets", work("WIP", "first look", f"\"{ann['email']},{ann['id']}\"", lay), pick=worth)[0]
    tasks(row)
    c.get(f"/data/tasks/{c.get('/data/tasks', query={'entity_id': row['id']}, keep=False)[0]['id']}/comments", pick=lambda found: [x["text"] for x in found])
    load("assets", work("wip", "first look", ann["email"], ""), update="true", note="again, ready for nothing", fixed={"status": 201}, pick=worth)
    c.get(f"/data/tasks/{c.get('/data/tasks', query={'entity_id': row['id']}, keep=False)[0]['id']}/comments", note="no comment twice", fixed={"status": 200, "body": ["first look"]}, pick=lambda found: [x["text"] for x in found])

    # Shots
    shots = rows(("Sequence", "Name", "Description", "Nb Frames", "Frame In", "Frame Out", "FPS", "Resolution", "Is hero"),
                 (c.unique("SQ1 "), c.unique("SH1 "), "first", "", "101", "120", "24", "4K", "no"), (c.unique("SQ1 "), c.unique("SH2 "), "second", "12", "", "", "", "", ""))
    found = load("shots", shots, pick=worth)
    tasks(found[0])
    load("shots", rows(("Sequence", "Name", "Frames"), (c.unique("SQ1 "), c.unique("SH1 "), "7")), note="without update", pick=worth)
    load("shots", rows(("Sequence", "Name", "Frames", "In", "Out"), (c.unique("SQ1 "), c.unique("SH1 "), "7", "1", "9")), update="true", note="with update", pick=worth)
    load("shots", rows(("Sequence", "Name", lay, lay + " assignations"), (c.unique("SQ2 "), c.unique("SH1 "), "wip", ann["email"])), pick=worth)
    refused("shots", rows(("Sequence", "Name", "Frames"), (c.unique("SQ1 "), "x", "1.5")), "half a frame")
    refused("shots", rows(("Sequence", "Name", "In"), (c.unique("SQ1 "), "x", "a")), "no number")
    refused("shots", rows(("Sequence", "Name"), ("", "x")), "no sequence")
    refused("shots", rows(("Sequence", "Name"), (c.unique("SQ1 "), "")), "no name")
    refused("shots", rows(("Name", "Other"), ("x", "y")), "no sequences")

    # Edits
    found = load("edits", rows(("Name", "Description", "Contractor", edit_type["name"]), (c.unique("Cut "), "a cut", "Acme", "wip")), pick=worth)
    load("edits", rows(("Name", "Description"), (c.unique("Cut "), "again")), update="true", pick=worth)
    refused("edits", rows(("Name", "Episode"), (c.unique("Cut "), "E1")), "episodes of no series")
    tasks(found[0])

    # A series
    series = new(c, "projects", name=c.unique("series-"), production_type="tvshow", team=[])
    base = f"/import/csv/projects/{series['id']}/"
    load("assets", rows(("Type", "Name", "Episode"), ("Prop", "Lamp", "E01"), ("Prop", "Sofa", "MP"), ("Prop", "Rug", "")), pick=lambda found: [[row["name"], row["source_id"] is not None] for row in found])
    load("shots", rows(("Episode", "Sequence", "Name"), ("E01", "SQ1", "SH1"), ("E02", "SQ1", "SH1")), pick=lambda found: [row["name"] for row in found])
    refused("shots", rows(("Sequence", "Name"), ("SQ1", "SH1")), "no episodes")
    refused("shots", rows(("Episode", "Sequence", "Name"), ("", "SQ1", "SH1")), "no episode")
    load("edits", rows(("Episode", "Name"), ("E01", "Cut")), pick=lambda found: [[row["name"], row["parent_id"] is not None] for row in found])
    c.get("/data/entities", query={"project_id": series["id"]}, pick=lambda found: sorted(row["name"] for row in found))
    load("assets", rows(("Type", "Name", "Description"), ("Prop", "Lamp", "bright")), update="true", note="without a column for episodes", fixed={"status": 201, "body": [["Lamp", True]]},
         pick=lambda found: [[row["name"], row["source_id"] is not None] for row in found])
    c.get("/data/events/last", query={"project_id": series["id"], "limit": 100}, note="the events", pick=lambda found: sorted([row["name"], sorted(row["data"])] for row in found if row["name"] != "asset:update"))

    # Who, and what is no file
    base = f"/import/csv/projects/{p['id']}/"
    lists = {"assets": rows(("Type", "Name"), ("Prop", c.unique("Chair "))), "shots": rows(("Sequence", "Name"), (c.unique("SQ1 "), c.unique("SH1 "))), "edits": rows(("Name", "Description"), (c.unique("Cut "), "x"))}
    for role, by in [(role, as_role(c, role)) for role in ROLES] + [("a stranger", login(c, someone(c, "manager"))), ("nobody", c.anonymous())]:
        for kind, text in lists.items():
            load(kind, text, by=by, note=role, pick=len)
            by.upload(f"/import/csv/projects/{NOWHERE}/{kind}", file=("rows.csv", text.encode(), "text/csv"), note=role)
    for kind, text in lists.items():
        c.upload(f"/import/csv/projects/x/{kind}", file=("rows.csv", text.encode(), "text/csv"), fixed={"status": 404})
        c.post(base + kind, {})
        c.post(base + kind)
        c.get(base + kind)
        c.upload(base + kind, other=("rows.csv", text.encode(), "text/csv"))

    # What the original does not do
    counts = {"created": 0, "dry_run": True, "rows": [{"line_number": 2, "outcome": "unchanged"}], "unchanged": 1, "updated": 0}
    c.upload(base + "assets?dry_run=true&update=true", file=("rows.csv", rows(("Type", "Name", "Description"), ("Prop", c.unique("Chair "), "changed")).encode(), "text/csv"), skip_peer=True, fixed={"status": 200, "body": counts})
    c.upload(base + "assets?dry_run=true", file=("rows.csv", rows(("Type", "Name"), ("Prop", "new")).encode(), "text/csv"), skip_peer=True,
             fixed={"status": 200, "body": {**counts, "created": 1, "unchanged": 0, "rows": [{"line_number": 2, "outcome": "created"}]}})
    c.get("/data/entities", query={"name": "new", "project_id": p["id"]})
    errors = [{"line_number": 2, "column": "Type", "message": "An asset type is required in the Type column"}, {"line_number": 4, "column": "Owner", "message": "Person not found for nobody"}]
    c.upload(base + "assets", file=("rows.csv", rows(("Type", "Name", "Owner"), ("", "x", ""), ("Prop", "y", ""), ("Prop", "z", "nobody")).encode(), "text/csv"), skip_peer=True,
             fixed={"status": 400, "body": {"error": True, "message": errors[0]["message"], "line_number": 2, "imported_rows": 0, "errors": errors}})
