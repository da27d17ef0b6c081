"""The few records of a benchmark base that all the others refer to, and its settings."""

from typing import Final

SETTINGS: Final = """\
[base]
name = { fi = "Satamakaupunki", sv = "Hamnstaden", en = "Harbour City" }
languages = ["fi", "sv", "en"]
source_language = "fi"

[policy]
sister_city_goal_from = { value = "2019-09-16", source = "plan-2018" }
sister_city_exception_from = { value = "2022", source = "plan-2022" }
city_wide_coordinator = { value = "coordination-unit", source = "plan-2022" }
"""

SOURCES: Final = ("plan-2018", "plan-2022", "budget-2025")
DIVISIONS: Final = ("harbour-division", "culture-division", "transport-division", "learning-division")
OFFICES: Final = ("head-of-coordination", "head-of-harbour")
PRIORITIES: Final = ("quiet-harbours", "shared-tickets", "open-libraries", "flood-safety", "young-voices")
GOALS: Final = ("goal-learning", "goal-influence", "goal-reputation")
FACTS: Final = ("heat-from-the-sea", "harbour-passengers", "library-visits")


def fixed() -> dict[str, str]:
    """The records by their paths below `data/`."""
    found = {
        "units/coordination-unit.yaml": _unit("coordination-unit", "head-of-coordination"),
        "frameworks/harbour-plan.yaml": _framework(),
    }
    for name in DIVISIONS:
        office = "head-of-harbour" if name == "harbour-division" else ""
        found[f"units/{name}.yaml"] = _unit(name, office)
    for name in SOURCES:
        found[f"sources/{name}.yaml"] = _source(name)
    for name in FACTS:
        found[f"facts/{name}.yaml"] = _fact(name)
    return found


def _said(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _source(name: str) -> str:
    year = name[-4:]
    return (
        f"id: {name}\ntitle: {{fi: Suunnitelma {year}, sv: Plan {year}, en: Plan {year}}}\nlanguage: fi\n"
        f'acts:\n  - {{on: {year}-03-05, act: approved, by: coordination-unit, section: "§ 12"}}\n'
        "treats: [partners, networks, priorities, goals]\n"
    )


def _unit(name: str, office: str) -> str:
    text = f"id: {name}\ntype: {'division' if 'division' in name else 'unit'}\nnames: {{fi: {_said(name)}, en: {_said(name)}}}\n"
    if office:
        text += f"offices:\n  - id: {office}\n    names: {{fi: {_said(office)}, en: {_said(office)}}}\n"
    return text


def _fact(name: str) -> str:
    return (
        f"id: {name}\nclaim: {{fi: {_said(name)}, en: {_said(name)}}}\n"
        'value: "12.5"\nunit: {fi: miljoonaa, en: million}\nas_of: 2025\n'
        "source: budget-2025\nquote: luku kerrotaan talousarviossa\nowner: coordination-unit\n"
    )


def _framework() -> str:
    text = "id: harbour-plan\ntype: strategy\nnames: {fi: Satamasuunnitelma, en: Harbour plan}\n"
    text += "from: 2018-03-05\nsource: plan-2018\n"
    for field, ids in (("goals", GOALS), ("priorities", PRIORITIES)):
        text += f"{field}:\n"
        for name in ids:
            text += f"  - {{id: {name}, names: {{fi: {_said(name)}, en: {_said(name)}}}}}\n"
    return text
