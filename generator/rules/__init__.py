"""The rules of the field, one function each; importing this package enters them all."""

from generator.rules import (
    actions,
    activities,
    agreement,
    amounts,
    balances,
    centres,
    cities,
    clusters,
    contracts,
    conventions,
    evaluations,
    expenses,
    languages,
    overviews,
    payments,
    persons,
    realisations,
    reasons,
    reports,
    signing,
    workflow,
)
from generator.rules.base import (
    FOLDER_RULES,
    RULES,
    Case,
    Fault,
    Rule,
    check,
    check_folder,
)

__all__ = [  # noqa: RUF022  modules first
    "actions", "activities", "agreement", "amounts", "balances", "contracts", "evaluations", "expenses", "languages", "overviews", "payments", "persons", "realisations", "reasons", "reports", "signing", "workflow",
    "FOLDER_RULES", "RULES", "Case", "Fault", "Rule",
    "centres", "check", "check_folder", "cities", "clusters", "conventions",
]  # fmt: skip
