"""The pages of the codes on Excel workbooks: the sheet of expenses, and those of many files."""

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
                "The workbook has a sane size.\n\nA sheet of expenses has at most 5 MB, 50 MB unpacked, a hundred thousand filled cells, and as many expenses as a report takes; a workbook of “cpas excel” has at most 20 MB, 200 MB unpacked and three hundred thousand cells, and is read within two minutes. Copy the table into a new workbook, without pictures and other sheets."
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
                "Each required column is there once.\n\nA text has a column for each language, and the header says which: (fr) or (nl). In a workbook of “cpas excel” a column is known by its hidden name in the first row, not by its header."
            ),
            "",
        ),
        "XLS008": Manual(
            N_(
                "Every column is read.\n\nA column with an unknown header, or with none, is for your own use and never read. If it holds something of the report or of a file, move that into a column of the sheet."
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
                "An amount is a number, to the cent.\n\nA number of Excel, or a text as 1.234,56, 1 234,56 € or 1234.56. Excel makes a date of 3.5, and such a cell is refused. A minus sign is kept. A number with parts of a cent is refused too, also where Excel shows it rounded: who reads the sheet sees another amount than the cell holds."
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
                "A required cell is filled in.\n\nOn the sheet of expenses only the subject, and the member in the case of a cluster, may be left empty. In a workbook of “cpas excel” the headers of required columns have a star; (*) is required where another cell of its group is filled in."
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
        "XLS023": Manual(
            N_(
                "A sheet has the hidden row of technical names.\n\nBy it the program knows the kind of the files and the columns, whatever the language of the headers and the order of the columns. It is the first row of each sheet of the workbook that “cpas excel template” makes; in a CSV file it is the first line."
            ),
            "",
        ),
        "XLS024": Manual(
            N_(
                "Each table has a sheet of its own, once.\n\nThe files and each of their lists have a sheet; an empty list has an empty sheet, so that a sheet that was deleted by mistake takes nothing away. Other sheets are for your own use and are not read; that is only said."
            ),
            "",
        ),
        "XLS025": Manual(
            N_(
                "The first column says which file a row is.\n\nIt holds the NIS code of the centre, and the file is named after it; or the name of a file, with letters, digits, spaces and hyphens, as Windows takes it. It never leads into another folder."
            ),
            "",
        ),
        "XLS026": Manual(
            N_(
                "Each row makes a file of its own.\n\nTwo rows with the same first column would be written over each other; small and capital letters are the same to Windows. A second file of a centre needs a name, such as “gent-2”."
            ),
            "",
        ),
        "XLS027": Manual(
            N_(
                "An entry of a list belongs to a row that is there.\n\nIts first column is that of the row of its file. An entry without such a row may belong to any file, and would be lost: until it is mended nothing is written. Where the entries of a list have a list themselves, its rows name the entry by its number; if no row of the file has that number, only this file is not written."
            ),
            "",
        ),
        "XLS028": Manual(
            N_(
                "Values are typed, not computed.\n\nThe value of a formula is that of the day on which Excel last computed it, perhaps from another workbook that nobody sees. Copy the cells and put them back as values."
            ),
            "",
        ),
        "XLS029": Manual(
            N_(
                "A choice is one of the words of its list.\n\nThe words are known in French, Dutch and English, and so is the name in the file. Capitals and accents do not matter."
            ),
            "",
        ),
        "XLS030": Manual(
            N_(
                "A number of people, or a year, is whole.\n\nA number of Excel, or a text as 130.587, 130 587 or 130587. Parts, percentages and dates are refused."
            ),
            "",
        ),
        "XLS031": Manual(
            N_(
                "A file that somebody typed or changed is not replaced.\n\nAn import writes a sum of the content into the first line of its files, and replaces only files whose sum is right. Import into another folder and compare, or choose --replace: the remarks in the old file are lost."
            ),
            "",
        ),
        "XLS032": Manual(
            N_(
                "A CSV file is one of Excel.\n\nSemicolons, commas or tabs between the cells, in UTF-8, UTF-16 or Windows-1252. The first line holds the technical names, as “cpas excel template KIND -o FILE.csv” writes them."
            ),
            "",
        ),
        "XLS033": Manual(
            N_(
                "All that a file says has a place in the workbook.\n\nA field that the kind does not have, or a text where a list is expected, would be lost on the way; no workbook is made before it is mended. Only the files of the folder itself are taken."
            ),
            "",
        ),
        "XLS034": Manual(
            N_(
                "Nothing is lost because the workbook has no column for it.\n\nThe file that is there holds a field or a list whose column or sheet was deleted from the workbook, or that a CSV file cannot hold. The file stays as it is."
            ),
            "",
        ),
        "XLS035": Manual(
            N_(
                "The workbook holds at least one row.\n\nOften the workbook was not saved, or another one is meant."
            ),
            "",
            Severity.WARNING,
        ),
        "XLS036": Manual(
            N_(
                "Each entry that has a list itself has a number of its own.\n\nBy this number the rows of that list name it, on their own sheet. Within a file no number stands twice; the order of the numbers is free, for the order of the entries is that of the rows."
            ),
            "",
        ),
        "XLS038": Manual(
            N_(
                "A row that is named by a NIS code is on the centre of that code.\n\nWhere the files of two rows were exchanged, the one of 44021 would be on another centre, and its letters would go there."
            ),
            "",
        ),
        "XLS039": Manual(
            N_(
                "A row does not empty what its file holds.\n\nThe steps that were recorded since an older workbook was made would be lost. Make the workbook again with its files; with --replace what the row leaves empty is emptied."
            ),
            "",
        ),
        "XLS037": Manual(
            N_(
                "A file of another kind is not replaced.\n\nA row that is called as the file of a centre would write a convention over it, and its account would be lost. The file stays, also with --replace."
            ),
            "",
        ),
    }
)
