"""Many documents in one call: which files, what is wrong with them, what is made, what is written where."""

from generator.batch.accounts import Account, accounts
from generator.batch.checking import Report, check, findings_by_file
from generator.batch.files import STDIN, find_files, kind_of
from generator.batch.former import outdated
from generator.batch.ledger import Entry, Ledger, Planned, digest
from generator.batch.memory import Call, remember, remembered
from generator.batch.naming import all_named, is_called, may_be_called, submits_again
from generator.batch.planning import Plan, Result, Status, only, plan
from generator.batch.rendering import changes, render
from generator.batch.working import Options

__all__ = [
    "STDIN",
    "Account",
    "Call",
    "Entry",
    "Ledger",
    "Options",
    "Plan",
    "Planned",
    "Report",
    "Result",
    "Status",
    "accounts",
    "all_named",
    "changes",
    "check",
    "digest",
    "find_files",
    "findings_by_file",
    "is_called",
    "kind_of",
    "may_be_called",
    "only",
    "outdated",
    "plan",
    "remember",
    "remembered",
    "render",
    "submits_again",
]
