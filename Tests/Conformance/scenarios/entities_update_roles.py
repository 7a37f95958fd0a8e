"""Who may change an entity: managers, its creator, and supervisors its data."""

from builders import REFUSED, Stage, only, someone, supervisor
from fixtures import as_role, cast, department, login, new, project

DENIED = {"fixed": {"status": 403, "body": REFUSED}}


def run(c):
    animation, lighting = department(c, "animation-"), department(c, "lighting-")
    animator, lighter = supervisor(c, animation), supervisor(c, lighting)
    s = Stage(c, ("manager", "supervisor", "user", "client", "vendor", animator, lighter))
    path = "/data/entities/" + s.asset["id"]

    as_role(c, "manager").put(path, {"description": "by a manager", "status": "standby"}, pick=only("description", "status"))
    for role in ("supervisor", "user", "client", "vendor"):
        as_role(c, role).put(path, {"description": "x"}, note="as " + role, **DENIED)
    for role in ("user", "client", "vendor"):
        as_role(c, role).put(path, {"data": {"a": 1}}, note="the data, as " + role, **DENIED)
    login(c, someone(c, "manager")).put(path, {"description": "x"}, note="a manager who is not in the team", **DENIED)
    login(c, someone(c, "supervisor")).put(path, {"data": {"a": 1}}, note="a supervisor who is not in the team", **DENIED)

    new(
        c,
        "metadata-descriptors",
        project_id=s.project["id"],
        entity_type="Asset",
        name="Rig",
        field_name="rig",
        data_type="string",
        departments=[animation["id"]],
    )
    new(
        c,
        "metadata-descriptors",
        project_id=s.project["id"],
        entity_type="Asset",
        name="Lamp",
        field_name="lamp",
        data_type="string",
        departments=[lighting["id"], animation["id"]],
    )
    new(c, "metadata-descriptors", project_id=s.project["id"], entity_type="Asset", name="Free", field_name="free", data_type="string")
    new(
        c,
        "metadata-descriptors",
        project_id=s.project["id"],
        entity_type="Shot",
        name="Rig",
        field_name="shot_rig",
        data_type="string",
        departments=[animation["id"]],
    )
    as_role(c, "supervisor").put(path, {"data": {"anything": 1}}, note="a supervisor of all departments", pick=only("data"))
    as_role(c, "supervisor").put(path, {}, note="nothing", pick=only("data"))
    as_role(c, "supervisor").put(path, {"data": {"a": 1}, "name": "x"}, note="more than the data", **DENIED)
    login(c, animator).put(path, {"data": {"rig": "r", "lamp": "l"}}, note="fields of his department", pick=only("data"))
    login(c, lighter).put(path, {"data": {"lamp": "l"}}, note="a shared field", pick=only("data"))
    login(c, lighter).put(path, {"data": {"rig": "x"}}, note="a field of another department", **DENIED)
    login(c, lighter).put(path, {"data": {"lamp": "x", "rig": "x"}}, note="one field too many", **DENIED)
    login(c, lighter).put(path, {"data": {"free": "x"}}, note="a field of no department", **DENIED)
    login(c, lighter).put(path, {"data": {"unknown": "x"}}, note="no field at all", **DENIED)
    login(c, lighter).put(path, {"data": {}}, note="empty", **DENIED)
    login(c, lighter).put(path, {}, note="nothing", **DENIED)
    login(c, animator).put(path, {"data": {"shot_rig": "x"}}, note="a field of shots, on an asset", **DENIED)
    login(c, animator).put("/data/entities/" + s.shot["id"], {"data": {"shot_rig": "x"}}, note="a field of shots, on a shot", pick=only("data"))
    login(c, animator).put("/data/entities/" + s.shot["id"], {"data": {"rig": "x"}}, note="a field of assets, on a shot", **DENIED)

    maker = someone(c, "manager")
    s2 = project(c, (maker,), "made-by-")
    made = login(c, maker).post(
        "/data/entities", {"name": "made", "project_id": s2["id"], "entity_type_id": s.asset["entity_type_id"]}, pick=only("name", "created_by")
    )
    c.put("/data/persons/" + maker["id"], {"role": "user"}, keep=False)
    login(c, maker).put("/data/entities/" + made["id"], {"description": "by its creator, now an artist"}, pick=only("description"))
    login(c, maker).put("/data/entities/" + made["id"], {"created_by": cast(c)["user"]["id"]}, note="the creator stays", pick=only("created_by"))
