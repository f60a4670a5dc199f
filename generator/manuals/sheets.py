"""The pages of the codes on a sheet of expenses."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from generator.findings import Severity
from generator.manuals.page import N_, Manual

SHEETS: Final = MappingProxyType(
    {
        "XLS001": Manual(
            N_(
                "The workbook can be opened.\n\nThe file that is named does not exist, is a folder, or may not be read. Check the name and the folder, and close the workbook in Excel."
            ),
            "",
        ),
        "XLS002": Manual(
            N_(
                "The file is an Excel workbook (.xlsx).\n\nCSV, OpenDocument, the .xls of before 2007, web pages and “Strict Open XML” are other forms. Open the file in Excel and save it as “Excel workbook (*.xlsx)”."
            ),
            "",
        ),
        "XLS003": Manual(
            N_(
                "The workbook has no password.\n\nA workbook that asks for a password to open it is encrypted, and nobody else can read it. Remove the password in Excel."
            ),
            "",
        ),
        "XLS004": Manual(
            N_(
                "The workbook has a sane size.\n\nAt most 5 MB, 50 MB unpacked, a hundred thousand filled cells, and as many expenses as a report takes. Copy the table into a new workbook, without pictures and other sheets."
            ),
            "",
        ),
        "XLS005": Manual(
            N_(
                "The workbook is sound.\n\nThe file was cut off while it was copied, or another program wrote into it what Excel never writes. Open it in Excel and save it again."
            ),
            "",
        ),
        "XLS006": Manual(
            N_(
                "A visible sheet has the headers of the expenses.\n\nThey stand in one of the first ten rows, in French, Dutch or English and in any order. “cpas expenses template” makes a sheet that has them."
            ),
            "",
        ),
        "XLS007": Manual(
            N_(
                "Each required column is there once.\n\nA text has a column for each language, and the header says which: (fr) or (nl)."
            ),
            "",
        ),
        "XLS008": Manual(
            N_(
                "Every column is read.\n\nA column with an unknown header, or with none, never comes into the report. Give it one of the headers of the sheet, or leave it for your own use."
            ),
            "",
            Severity.WARNING,
        ),
        "XLS009": Manual(
            N_(
                "The expenses stand on one sheet.\n\nThe first visible sheet with the headers is read; another one that has expenses too, also a hidden one, is not."
            ),
            "",
            Severity.WARNING,
        ),
        "XLS010": Manual(
            N_(
                "No cells of the table are merged.\n\nOf merged cells Excel keeps one value, and it cannot be told to which row or column it belongs."
            ),
            "",
        ),
        "XLS011": Manual(
            N_(
                "A formula has a saved value.\n\nThe program does not compute formulas: it takes the value that Excel saved. A workbook that another program wrote has none until it is saved in Excel."
            ),
            "",
        ),
        "XLS012": Manual(
            N_(
                "No cell shows an error.\n\n#REF!, #N/A or #DIV/0! say that a formula has lost what it computes with."
            ),
            "",
        ),
        "XLS013": Manual(
            N_(
                "An amount is a number, to the cent.\n\nA number of Excel, or a text as 1.234,56, 1 234,56 € or 1234.56. Excel makes a date of 3.5, and such a cell is refused. A minus sign is kept."
            ),
            "",
        ),
        "XLS014": Manual(
            N_(
                "A share is written in per cent.\n\n37,5 or 37,5 %, with at most two digits after the comma. A number of at most 1 without the sign is refused: 0,5 may mean one half or half a per cent, and the report would be wrong by a factor of hundred."
            ),
            "",
        ),
        "XLS015": Manual(
            N_(
                "A date exists, and its day stands before its month.\n\nA date of Excel, or a text as 31/03/2015, 31-3-15, 31 mars 2015 or 31 maart 2015. 03/31/2015 does not exist."
            ),
            "",
        ),
        "XLS016": Manual(
            N_(
                "The class is that of staff or of operating costs.\n\nChoose it from the list; the short forms (personnel, fonctionnement, personeel, werking) are known too."
            ),
            "",
        ),
        "XLS017": Manual(
            N_(
                "A text is what was typed.\n\nExcel makes a date of 3-2015 and the number 2015,1 of 2015.10; what was typed is lost. Give the cell the format Text first, or begin with an apostrophe."
            ),
            "",
        ),
        "XLS018": Manual(
            N_(
                "A required cell is filled in.\n\nOnly the subject, and the member in the case of a cluster, may be left empty."
            ),
            "",
        ),
        "XLS019": Manual(
            N_(
                "A row of sums is no expense.\n\nA row that begins with Total or Totaal, and has neither date nor supplier, is left out; the program adds up by itself."
            ),
            "",
            Severity.INFO,
        ),
        "XLS020": Manual(
            N_(
                "Hidden rows count.\n\nA filter or a hidden row takes nothing away: all rows are read. Delete those that are not to count."
            ),
            "",
            Severity.INFO,
        ),
        "XLS021": Manual(
            N_(
                "The sheet holds expenses.\n\nAn empty sheet makes a report without expenses, and the advance is to be paid back. Often the workbook was not saved, or another one is meant."
            ),
            "",
            Severity.WARNING,
        ),
        "XLS022": Manual(
            N_(
                "Excel and the program compute the same amount charged.\n\nExcel cannot compute with a text such as “1.234,56 €”, and its sums leave such a row out. The report is right; the sums above the table are not."
            ),
            "",
            Severity.WARNING,
        ),
    }
)
