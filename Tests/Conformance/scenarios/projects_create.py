"""Creating projects."""

from builders import NOWHERE, number, only, seeded
from fixtures import as_role, cast, entity_type, event, new, task_status, task_type


def run(c):
    people = cast(c)

    def named(**fields):
        return {"name": c.unique("project" + number(c) + "-"), **fields}

    row = c.post("/data/projects", named())
    event(c, "project:new", project_id=row["id"])
    kind, status, asset_type = task_type(c), task_status(c), entity_type(c, c.unique("asset-type-"))
    automation = new(
        c,
        "status-automations",
        entity_type="asset",
        in_task_type_id=kind["id"],
        in_task_status_id=status["id"],
        out_field_type="status",
        out_task_type_id=kind["id"],
        out_task_status_id=status["id"],
    )
    background = new(c, "preview-background-files", name=c.unique("background-"), extension="hdr")
    full = c.post(
        "/data/projects",
        named(
            code="C1",
            description="text",
            file_tree={"a": 1},
            data={"b": 2},
            fps="24",
            ratio="4:3",
            resolution="640x480",
            production_type="featurefilm",
            production_style="vfx",
            start_date="2024-01-02",
            end_date="2024-12-31",
            man_days=100,
            nb_episodes=2,
            episode_span=3,
            max_retakes=4,
            is_clients_isolated=True,
            is_preview_download_allowed=True,
            is_set_preview_automated=True,
            homepage="shots",
            is_publish_default_for_artists=True,
            is_bot_collaboration_enabled=True,
            is_single_preview_per_revision=True,
            is_frame_in_numbering=True,
            revision_padding=3,
            hd_bitrate_compression=20,
            ld_bitrate_compression=5,
            team=[people["user"]["id"]],
            task_types=[kind["id"]],
            task_statuses=[status["id"]],
            asset_types=[asset_type["id"]],
            status_automations=[automation["id"]],
            preview_background_files=[background["id"]],
            default_preview_background_file_id=background["id"],
        ),
    )
    c.get("/data/projects/" + full["id"])
    c.post("/data/projects", named(team=[{"id": people["user"]["id"], "role": "manager"}, NOWHERE]), note="a role given here is not kept", pick=only("team"))

    for style in (
        "2d",
        "2dpaper",
        "3d",
        "2d3d",
        "ar",
        "vfx",
        "stop-motion",
        "motion-design",
        "archviz",
        "commercial",
        "catalog",
        "immersive",
        "nft",
        "video-game",
        "vr",
        None,
    ):
        c.post("/data/projects", named(production_style=style), pick=only("production_style"))
    for style in ("other", ""):
        c.post("/data/projects", named(production_style=style), note=repr(style))
    for resolution in ("1920x1080", "x480", "100x100", "", None):
        c.post("/data/projects", named(resolution=resolution), note=repr(resolution), pick=only("resolution"))
    for resolution in ("1920", "99x1080", "1920x10800", "1920X1080", "1920x1080 ", "axb", "x"):
        c.post("/data/projects", named(resolution=resolution), note=repr(resolution))
    closed = seeded(c, "project-status", "Closed")
    c.get("/data/project-status/" + closed["id"], pick=only("name"))
    c.post("/data/projects", named(project_status_id=closed["id"]), pick=only("project_status_id"))
    nowhere = c.post("/data/projects", named(project_status_id=None), pick=only("project_status_id"))
    c.get("/data/projects/" + nowhere["id"], note="of no status", pick=only("project_status_id"), fixed={"status": 200, "body": {"project_status_id": None}})
    c.put("/data/projects/" + nowhere["id"], {"project_status_id": closed["id"]}, pick=only("project_status_id"))
    c.post("/data/projects", named(project_status_id=NOWHERE))
    c.post("/data/projects", named(preview_background_files=[NOWHERE]))
    for value in (None, background["id"]):
        c.post("/data/projects", named(preview_background_file_id=value))
    c.post("/data/projects", {"name": row["name"]}, note="the same name")
    c.post("/data/projects", {"name": row["name"].upper()}, note="the letter case of names counts", pick=only("fps"))
    c.post("/data/projects", {"name": None})
    c.post("/data/projects", {})
    c.post("/data/projects", named(name="n" * 81))
    c.post("/data/projects", named(nonsense=1))
    c.post("/data/projects", named(man_days="many"))
    c.post("/data/projects", named(start_date="soon"))
    c.post("/data/projects", named(team="abc"))
    c.post("/data/projects", [])
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        as_role(c, role).post("/data/projects", named(), note="as " + role)
