"""The pages of the codes on documents: the Word file, its PDF, the folder, the binder."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from generator.findings import Severity
from generator.manuals.page import N_, Manual

DOCUMENTS: Final = MappingProxyType(
    {
        "DOC001": Manual(
            N_(
                "Every printed value is in the Word file.\n\nAfter rendering, each value that the template printed is sought in the document. A value that is not found as it was written refuses the document."
            ),
            "",
        ),
        "DOC002": Manual(
            N_(
                "Both languages of a document state the same.\n\nWhere the French and the Dutch document are made in one call, they are held against each other: tables and rows, headings, articles, amounts, dates, percentages, names and numbers. Two documents that differ are both refused, and what stood in the folder stays. Where a text of the file was given in both languages and states another amount, percentage or date in each, correct it in the file. The rest is a fault of a template or of the program."
            ),
            N_("Practice: both documents are signed, and neither may say more than the other"),
        ),
        "PDF001": Manual(N_("The engine gave a PDF that can be read."), ""),
        "PDF002": Manual(
            N_(
                "The whole text of the Word file is in the PDF.\n\nEach paragraph, table cell, header, footer and footnote is sought in the PDF, as often as it stands in the Word file. Otherwise the document is refused."
            ),
            "",
        ),
        "PDF003": Manual(N_("The PDF has a sane number of pages."), ""),
        "PDF004": Manual(
            N_("The PDF has its title and its language.\n\nReaders and screen readers need them."), ""
        ),
        "PDF005": Manual(
            N_(
                "The PDF is set in the fonts of the template.\n\nA font that is missing on the computer is replaced in silence by another, and the pages break elsewhere. Install the font (Debian: fonts-crosextra-carlito), or use the embedded engine."
            ),
            "",
        ),
        "OUT002": Manual(
            N_(
                "No document of an earlier run stands beside the new one.\n\nWith --to docx or --to pdf one form is made; the other form of an earlier run may say something else. Delete it, or make both."
            ),
            "",
            Severity.WARNING,
        ),
        "OUT003": Manual(
            N_(
                "No two files make the same document.\n\nA document is named after its kind, year, centre and reference. Two files that would be written to the same place are both refused, before any work."
            ),
            "",
        ),
        "BND001": Manual(
            N_(
                "The PDF of each document of the folder is there, as it was written.\n\nThe ledger of the folder says which documents there are. A binder without one of them, or with one that somebody changed, would pass for whole. Make the documents again, or choose with --only."
            ),
            "",
        ),
        "BND002": Manual(
            N_(
                "Each document that was asked for was made.\n\nThe last call of “cpas render” could not make it and said why, or was cut off before. Correct its file and make it again, or choose with --only."
            ),
            "",
        ),
        "BND003": Manual(
            N_(
                "The ledger knows each PDF that is bound.\n\nA document that was made alone stands in no ledger. It is bound, without its amount, and the total of the contents page does not count it."
            ),
            "",
            Severity.WARNING,
        ),
        "BND004": Manual(
            N_(
                "Each PDF of the folder is a document of this program.\n\nOthers are left out, for it is not known what they are."
            ),
            "",
            Severity.WARNING,
        ),
        "BND005": Manual(
            N_(
                "The dossier of each document is there, as it was when the document was made.\n\nA document stays in the folder when its dossier is deleted or renamed: delete it if it is not valid any more. Where the dossier was changed, call “cpas render” first, unless the document was sent, signed or paid: then it counts as it is."
            ),
            "",
            Severity.WARNING,
        ),
        "BND006": Manual(
            N_(
                "The dossier of each document still asks for it.\n\nA document of an earlier call stays in the folder when its step, or its dossier, is taken out. It is left out of the binder and of its totals. Delete it if it is not valid any more."
            ),
            "",
            Severity.WARNING,
        ),
        "OUT004": Manual(
            N_(
                "No document is left in the folder that no file asks for any more.\n\nA document of an earlier call stays when its step, its day or its dossier is taken out; the program deletes nothing. If it was sent, signed or paid, put the step back into the file, or keep the document apart; else delete it. A binder leaves it out."
            ),
            "",
            Severity.WARNING,
        ),
        "OUT005": Manual(
            N_(
                "No document takes the place of that of another dossier.\n\nTwo calls that write into one folder may make the same document of two files; within one call this is an error. Keep one of the two files, or choose another folder."
            ),
            "",
            Severity.WARNING,
        ),
        "OUT006": Manual(
            N_(
                "A document that left the house is not replaced by another one.\n\nThat is a payment order, the letter that closes a report or refuses a convention, a list of payments; a note once the Minister decided on one of its conventions; an invitation, a request or an advice once what follows it is in the file; a convention once it is signed, where the file of its decisions is in the same call. “--check” tells it before. What they say comes from the dossier, the convention, the report and the centre: where one of these is changed later, the next call makes another document under the same name, date and reference, and names the files that were changed. The former one is kept in the folder “replaced” beside it, with the beginning of its hash in its name. If it was sent, signed or paid, it counts: take the change back where it is wrong, and make what is new alone (--only)."
            ),
            "",
            Severity.WARNING,
        ),
        "OUT001": Manual(
            N_(
                "The document can be written.\n\nUsually it is open in Word or in a PDF reader. Close it and try again; the old file is untouched."
            ),
            "",
        ),
    }
)
