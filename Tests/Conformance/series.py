"""A small series to cast in, and a journal of what is announced there. Like the fixtures, played but not compared."""

from builders import Journal, Stage, number
from fixtures import entity


class Series(Stage):
    """A stage with an episode, a sequence, two shots and a scene in it, and three assets."""

    def __init__(self, c, **options):
        super().__init__(c, **options)
        n = number(c)
        self.episode = entity(c, self.project, "Episode", f"episode{n}-")
        self.sequence = entity(c, self.project, "Sequence", f"sequence{n}-", parent_id=self.episode["id"])
        self.first = entity(c, self.project, "Shot", f"first{n}-", parent_id=self.sequence["id"])
        self.second = entity(c, self.project, "Shot", f"second{n}-", parent_id=self.sequence["id"])
        self.scene = entity(c, self.project, "Scene", f"scene{n}-", parent_id=self.sequence["id"])
        self.hero, self.tree, self.car = (entity(c, self.project, kind, f"{name}{n}-") for kind, name in (("Character", "hero"), ("Prop", "tree"), ("Prop", "car")))
        self.path = "/data/projects/" + self.project["id"]

    def casting(self, caster, project=None):
        return f"/data/projects/{(project or self.project)['id']}/entities/{caster['id']}/casting"

    def cast(self, caster, *assets, **options):
        """A step: these assets are cast, once each."""
        return self.c.put(self.casting(caster), [{"asset_id": asset["id"], "nb_occurences": 1} for asset in assets], **options)


class CastingJournal(Journal):
    """What is announced of castings; lists of assets in the order given here, for theirs is that of random identifiers."""

    def __init__(self, c, project, *assets):
        self.order = {asset["id"]: place for place, asset in enumerate(assets)}
        super().__init__(c, project)

    def look(self, *kinds, keep=True):
        seen = set(self.seen)

        def ordered(data):
            return {k: sorted(v, key=lambda i: self.order.get(i, 99)) if isinstance(v, list) else v for k, v in data.items()}

        def fresh(rows):
            return [[r["name"], ordered(r["data"])] for r in reversed(rows) if r["id"] not in seen and (not kinds or r["name"].split(":")[0] in kinds)]

        rows = self.c.get("/data/events/last", query={"project_id": self.project["id"], "limit": 1000}, note="the events since", pick=fresh, keep=keep)
        self.seen |= {r["id"] for r in rows}


def by_name(*rows):
    """A `pick` for an object of lists by the ids of these rows: the order of the rows stands for their ids, each list's is its own."""
    names = {row["id"]: f"{place} {row['name'].split('-')[0]}" for place, row in enumerate(rows)}
    return lambda groups: {names.get(key, key): rows for key, rows in groups.items()}
