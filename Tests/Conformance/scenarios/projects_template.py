"""A project made from a template takes over what was not said."""

from builders import NOWHERE, number, only
from fixtures import entity_type, event, task_status, task_type


def run(c):
    template = c.post(
        "/data/project-templates",
        {
            "name": c.unique("template-"),
            "fps": "24",
            "ratio": "4:3",
            "resolution": "640x480",
            "production_type": "featurefilm",
            "production_style": "vfx",
            "max_retakes": 4,
            "is_clients_isolated": True,
            "is_preview_download_allowed": True,
            "is_set_preview_automated": True,
            "is_publish_default_for_artists": True,
            "homepage": "shots",
            "hd_bitrate_compression": 20,
            "ld_bitrate_compression": 5,
            "file_tree": {"a": 1},
            "data": {"b": 2},
            "metadata_descriptors": [
                {"name": "Rig", "entity_type": "Asset", "data_type": "string", "field_name": "rig", "choices": [], "for_client": True},
                {"name": "Camera", "entity_type": "Shot", "data_type": "list", "field_name": "camera", "choices": ["a", "b"]},
                {"name": "Passes", "entity_type": "Task", "data_type": "number", "field_name": "passes"},
                {"name": "", "entity_type": "Shot"},
                {"name": "No kind"},
            ],
        },
    )
    kept = (
        "fps",
        "ratio",
        "resolution",
        "production_type",
        "production_style",
        "max_retakes",
        "is_clients_isolated",
        "is_preview_download_allowed",
        "is_set_preview_automated",
        "is_publish_default_for_artists",
        "homepage",
        "hd_bitrate_compression",
        "ld_bitrate_compression",
        "file_tree",
        "data",
        "description",
        "task_types",
        "task_statuses",
        "asset_types",
        "team",
    )

    def made(note, **fields):
        row = c.post(
            "/data/projects", {"name": c.unique("project" + number(c) + "-"), "project_template_id": template["id"], **fields}, note=note, pick=only(*kept)
        )
        c.get("/data/projects/" + row["id"], pick=only(*kept))
        fields = c.get(
            "/data/metadata-descriptors",
            query={"project_id": row["id"], "entity_type": '["Asset","Shot","Task"]'},
            unordered=True,
            pick=only("name", "entity_type", "data_type", "field_name", "choices", "for_client", "task_type_id", "position"),
        )
        return row, next(f for f in fields if f["name"] == "Rig")

    first, field = made("nothing said")
    event(c, "project:new", project_id=first["id"])
    event(c, "project:update", project_id=first["id"])
    event(c, "metadata-descriptor:new", metadata_descriptor_id=field["id"])
    kind, status, asset_type = task_type(c), task_status(c), entity_type(c, c.unique("asset-type-"))
    made(
        "some said",
        ratio="16:9",
        max_retakes=0,
        is_clients_isolated=False,
        fps=None,
        data={},
        file_tree={"c": 3},
        task_types=[kind["id"]],
        task_statuses=[status["id"]],
        asset_types=[asset_type["id"]],
    )
    made("a show", production_type="tvshow")
    name = c.unique("lost-")
    c.post("/data/projects", {"name": name, "project_template_id": NOWHERE}, note="an unknown template")
    c.get("/data/projects", name=name, note="nothing was made", pick=lambda rows: len(rows), fixed={"status": 200, "body": 0})
    c.post("/data/projects", {"name": c.unique("plain-"), "project_template_id": None}, note="no template", pick=only("fps"))
    c.post("/data/projects", {"name": c.unique("odd-"), "project_template_id": "abc"}, note="malformed")
    c.delete("/data/project-templates/" + template["id"], note="projects do not hold their template")
