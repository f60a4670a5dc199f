"""What to do on a sheet, in place of what a rule says to do in a file."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from generator.messages import Message, msg
from generator.source import Source, to_add

ADD_A_LINE: Final = frozenset(to_add(Source("", {}, {}), ("",), text=text).msgid for text in (False, True))
"""What a rule says of a field that is missing; on a sheet it is a cell."""
_REASONS: Final = msg("Fill in the remarks of this step, with the conditions or the reasons.")
_OF_THE_CONVENTION: Final = msg("Empty the cell, or correct the convention.")
REMEDIES: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "Add or delete entries; each begins with “- ”.": msg(
            "Add rows of this file to the sheet of the list, or delete some."
        ),
        "Write it as +32 and the number, or with its first zero, between quotes.": msg(
            "Write it as +32 and the number, or with its first zero."
        ),
        "Write an amount with a point before the cents only, for example 10000.00.": msg(
            "Write the number with two digits after the comma."
        ),
        "Correct the rows, or write “several: true” where some people follow several pathways.": msg(
            "Correct the rows, or choose “yes” for several pathways where some people follow several of them."
        ),
        "Add “collective_actions:” with the workshops and modules that you will organise.": msg(
            "Add the workshops and modules that you will organise to the sheet of the collective actions."
        ),
        "Add “individual_actions:” with the kinds of accompaniment that you may offer.": msg(
            "Add the kinds of accompaniment that you may offer to the sheet of the individual actions."
        ),
        "Add “{field}” with its day, or take this step out.": msg(
            "Fill in the day of the step that is missing, or empty the cells of this one."
        ),
        "Take this step out, or correct “approved:” of the decision.": msg(
            "Empty the cells of this step, or correct the decision."
        ),
        "Add “resubmitted:” to that request, or correct the day; without an answer the advice is unfavourable, after the last day to reply.": msg(
            "Fill in the day of the answer on the sheet of the requests to revise, or correct the day; without an answer the advice is unfavourable, after the last day to reply."
        ),
        "Add “remarks:” with the conditions or the reasons.": _REASONS,
        "Add “remarks:” with the reasons of the decision, or correct it.": msg(
            "Fill in the reasons of the decision, or correct it."
        ),
        "Add “remarks:” with the conditions.": msg(
            "Fill in the remarks of the decision, with the conditions."
        ),
        "Take it out, or correct “approved:” of the decision.": msg(
            "Empty the cell, or correct the decision."
        ),
        "Add “conditional: true” where these remarks are the conditions, “conditional: false” where there are none.": msg(
            "Choose “yes” in the column for conditions where these remarks are the conditions, “no” where there are none."
        ),
        "Correct the day here, or “signature:” of the convention.": msg(
            "Correct the day here, or the one in the file of the convention."
        ),
        "Correct the day here, or “signature:” of the report.": msg(
            "Correct the day here, or the one in the file of the report."
        ),
        "Take “centre:” out, or correct the convention.": _OF_THE_CONVENTION,
        "Take “amount:” out, or correct the convention.": _OF_THE_CONVENTION,
        "Take “scheme:” out, or correct the convention.": _OF_THE_CONVENTION,
        "Add “convention:”, or “centre:” and “scheme:” while there is no convention.": msg(
            "Fill in the convention, or the centre and the scheme while there is no convention."
        ),
        "Add “scheme:”, city or cluster.": msg("Fill in the scheme, city or cluster."),
        "Add “convention:” with the file that the centre submitted.": msg(
            "Fill in the file of the convention that the centre submitted."
        ),
        "Name the file of the report (“report:”), or add “charged:” with the amount that it charges.": msg(
            "Fill in the file of the report, or the amount that it charges."
        ),
        "Take “charged:” out: the amount is that of the report.": msg(
            "Empty the cell: the amount is that of the report."
        ),
        "Add “reductions:” with all that is not accepted and the reasons, or correct the decision.": msg(
            "Fill in all that is not accepted on the sheet of the reductions, with the reasons, or correct the decision."
        ),
        "Take “balance:” out; the closing letter says whether anything is to be paid back.": msg(
            "Empty the cells of the balance; the closing letter says whether anything is to be paid back."
        ),
        "Add “pay_back:” with “iban:” and “by:”.": msg("Fill in the account and the last day to pay back."),
        "Take “pay_back:” out, or correct the amounts.": msg(
            "Empty the account and the last day to pay back, or correct the amounts."
        ),
    }
)
