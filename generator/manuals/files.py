"""The pages of the codes that are no rules: on files and schemas."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from generator.findings import Severity
from generator.manuals.page import N_, Manual

_YAML = N_("YAML 1.2; what other programs would read differently is refused")
_SCHEMA = N_("Schema of the kind (cpas schema KIND)")

FILES: Final = MappingProxyType(
    {
        "SRC001": Manual(
            N_(
                "The file can be opened.\n\nThe file that is named does not exist, or may not be read. Check the name, the folder, and whether another program keeps the file locked."
            ),
            "",
        ),
        "SRC002": Manual(
            N_(
                "The file has a sane size.\n\nA file describes one centre or one document and has a few pages of text. A file of more than 512 kB is something else: a Word file, a picture, a whole list."
            ),
            "",
        ),
        "SRC003": Manual(
            N_(
                "The file is UTF-8.\n\nA file that was saved in another encoding (Latin-1, Windows-1252) would show é as another letter. In Notepad choose Save as, and UTF-8 as encoding."
            ),
            _YAML,
        ),
        "SRC004": Manual(
            N_(
                "Lines are indented with spaces.\n\nYAML does not allow a tab at the beginning of a line, for editors show it in different widths. Replace each tab by two spaces."
            ),
            _YAML,
        ),
        "SRC005": Manual(
            N_(
                "The file holds no invisible control characters.\n\nSuch characters come along when text is copied from other programs. Delete the character, or type the text again."
            ),
            _YAML,
        ),
        "SRC006": Manual(
            N_(
                "A file holds one document.\n\nThe line “---” begins a second document in the same file. Put each document into a file of its own."
            ),
            _YAML,
        ),
        "SRC007": Manual(
            N_(
                "The file holds fields.\n\nA file begins with “kind:” and “campaign:”. This one is empty, or holds a list or a plain text. “cpas init KIND” makes a file to fill in."
            ),
            _SCHEMA,
        ),
        "SRC008": Manual(
            N_(
                "No tags are used.\n\nA tag (“!name”) tells YAML programs to make objects of their own kind. A dossier needs none. Put a text that begins with “!” between quotes."
            ),
            _YAML,
        ),
        "SRC009": Manual(
            N_(
                "The name of a field is a word.\n\nA list or a group stands where the name of a field should be. This happens when a text begins with “[” or “{” or when template signs are typed: put the text between quotes."
            ),
            _YAML,
        ),
        "SRC010": Manual(
            N_(
                "A field stands once.\n\nWhere a field is given twice, YAML programs keep one of the two in silence. Keep the right one."
            ),
            _YAML,
        ),
        "SRC011": Manual(
            N_(
                "Every character can be printed.\n\nThe documents are set in one font, whose letters cover the languages of Europe, Greek and Cyrillic. Emoji, Arabic or Chinese signs, tabs within a text and control characters would be lost or drawn in another font. Write names in Latin letters."
            ),
            N_("Characters of the font Carlito"),
        ),
        "SRC012": Manual(
            N_(
                "Nothing is lost behind a “#”.\n\n“Rue de la Loi #16” without quotes is read as “Rue de la Loi”: YAML takes the rest for a comment. Put the text between quotes. A remark stands on a line of its own."
            ),
            _YAML,
        ),
        "SRC013": Manual(
            N_(
                "References (“&name”, “*name”) are few.\n\n“&name” and “*name” repeat a value. Written out, this file would hold more than fifty thousand values; or a reference points to a name that is not there. Write the values out."
            ),
            _YAML,
        ),
        "SRC014": Manual(
            N_(
                "Lists and groups are not nested without end.\n\nA dossier is nested four or five deep. A file that is nested more than thirty-two deep is damaged."
            ),
            _YAML,
        ),
        "SRC015": Manual(
            N_(
                "The structure of the file is whole.\n\nA quotation mark or a bracket is not closed, a line is not indented as its neighbours, or a text with special signs has no quotes. The place is where the program noticed it; the cause may stand on the line before."
            ),
            _YAML,
        ),
        "SRC016": Manual(
            N_(
                "A text that looks like a number, a date or yes/no stands between quotes.\n\nThe telephone number 025551234 without quotes is read as another number by many programs, and “no” as false. This program keeps what was written, but the next one may not. Put the text between quotes."
            ),
            _YAML,
        ),
        "SRC017": Manual(
            N_(
                "A word can be broken into lines.\n\nA word of more than 45 letters without a space or a hyphen would run over the next column of a table, or over the margin. No French or Dutch word is so long."
            ),
            N_("Width of the columns of the documents"),
        ),
        "SRC018": Manual(
            N_(
                "A text is whole: no part of it stands behind a “#”.\n\nWithout quotes “Local # ground floor” is printed as “Local”, for what follows a blank and “#” is a remark. If it belongs to the text, put the whole text between double quotes. A remark stands on a line of its own; behind a value two blanks or more set it apart."
            ),
            _YAML,
            Severity.WARNING,
        ),
        "SRC019": Manual(
            N_(
                "A name has no quotation marks of its own around it, and loses none of its apostrophes.\n\nOnly straight quotation marks around a text are not printed. “Élise Noël” between the marks that Word makes, or with one mark left at its end, is printed with them. The apostrophe of ’t Hof is taken for such a mark: put the whole name between double quotes."
            ),
            _YAML,
            Severity.WARNING,
        ),
        "SRC020": Manual(
            N_(
                "A field that is filled in is read.\n\nA line that begins with “# ” is a remark to the program, also where a value stands behind its name. Delete the sign and the space behind it, and those of the group to which the line belongs."
            ),
            _YAML,
            Severity.WARNING,
        ),
        "SCH001": Manual(
            N_(
                "A value is of the right sort.\n\nA text stands where a number should be, a single value where a list should be, and so on. The schema of the kind says what is wanted; “cpas schema KIND” prints it."
            ),
            _SCHEMA,
        ),
        "SCH002": Manual(
            N_(
                "A field is filled in.\n\nThe field stands in the file but has no value. Fill it in, or delete the line where the field may be left out."
            ),
            _SCHEMA,
        ),
        "SCH003": Manual(
            N_(
                "No field is missing.\n\nThe kind needs this field. The place is the group in which it is to be added."
            ),
            _SCHEMA,
        ),
        "SCH004": Manual(
            N_(
                "Every field is known.\n\nA field that the kind does not know would never be printed. It is often a typing error; the program proposes the nearest name."
            ),
            _SCHEMA,
        ),
        "SCH005": Manual(
            N_(
                "A value is one of the possible ones.\n\nThe field takes one of a few words, which the message lists."
            ),
            _SCHEMA,
        ),
        "SCH006": Manual(
            N_(
                "A text has at most the allowed number of characters.\n\nThe limit is that of the place where the text is printed; for the initiatives of a convention the official form allows 500 characters in each language. Letters with accents count as one, and so do spaces and line ends, also in files from Windows."
            ),
            N_("Working group of the SPP IS, 2 April 2015 (500 characters); schema of the kind"),
        ),
        "SCH007": Manual(
            N_(
                "A value is written in the expected form.\n\nFor example a name stands on one line. The message says what is expected."
            ),
            _SCHEMA,
        ),
        "SCH008": Manual(
            N_(
                "A date exists and is written as year-month-day.\n\n2015-02-30 does not exist; 30/01/2015 is written otherwise. Write 2015-01-30."
            ),
            _SCHEMA,
        ),
        "SCH009": Manual(
            N_(
                "A number is within its limits.\n\nNumbers of people are not negative, and none has nine digits. Check for a digit too many or a minus sign."
            ),
            _SCHEMA,
        ),
        "SCH010": Manual(N_("A list has an allowed number of entries."), _SCHEMA),
        "SCH011": Manual(
            N_(
                "An amount has at most two digits after the point.\n\nThe point stands before the cents only. “10.000” would be read as ten euro: write 10000.00."
            ),
            _SCHEMA,
        ),
        "SCH012": Manual(
            N_(
                "The campaign exists.\n\nThe program knows the amounts, limits and deadlines of certain years. “campaign:” names one of them."
            ),
            _SCHEMA,
        ),
        "SCH013": Manual(
            N_(
                "The kind exists.\n\nThe first field of a file, “kind:”, says what it describes. “cpas kinds” lists the kinds."
            ),
            _SCHEMA,
        ),
        "CPA001": Manual(
            N_(
                "The NIS code is one of 2015.\n\nThe 589 municipalities of 2015 have five-digit codes. Some codes changed in 2019: for a campaign of 2015 or 2016 the older one counts."
            ),
            N_("Statbel, municipalities on 1 January 2015"),
        ),
        "CPA002": Manual(
            N_(
                "The enterprise number is right.\n\nTen digits, the last two of which are computed from the others. Copy the number from the Crossroads Bank for Enterprises."
            ),
            N_("Crossroads Bank for Enterprises (BCE/KBO)"),
        ),
        "CPA003": Manual(
            N_(
                "The account number is right.\n\nBE and fourteen digits, the first two of which are computed from the others. Copy the number from a statement."
            ),
            N_("ISO 13616 (IBAN)"),
        ),
        "CPA004": Manual(
            N_(
                "The telephone number can be dialled.\n\nIt begins with + or 0 and has nine to fifteen digits; spaces, dots and slashes are allowed."
            ),
            _SCHEMA,
        ),
        "CPA005": Manual(N_("The e-mail address has a name and a domain."), _SCHEMA),
        "CPA006": Manual(N_("The postal code has four digits."), _SCHEMA),
        "PER001": Manual(
            N_(
                "A national register number has right control digits.\n\nEleven digits: date of birth, a serial number, and two control digits (NISS, INSZ); a BIS number adds 20 or 40 to the month. One wrong digit is found by the control digits. No message repeats the number. Leave the field out for a person who has none."
            ),
            N_("python-stdnum: control digits of the National Register"),
        ),
        "PER002": Manual(
            N_(
                "A reference is not a national register number.\n\nThe reference and the file number are seen in file names, lists and calendars. Use a number of the centre’s own, which tells nothing to others."
            ),
            N_("Act of 8 December 1992 on privacy"),
        ),
        "REF001": Manual(
            N_(
                "A file is referred to by its way from this file.\n\nWrite “../centres/gent.yaml”, with slashes, so that the dossier works on every computer; not “C:\\…” and not a path that begins with “/”."
            ),
            "",
        ),
        "REF002": Manual(
            N_(
                "The file that this one refers to can be used.\n\nIt does not exist, or it is of another kind: a convention and a social balance name a file of kind “cpas”, a contract names a social balance, an evaluation a contract, a report a convention. Where it exists and has errors, they are listed with it."
            ),
            "",
        ),
        "REF003": Manual(
            N_(
                "The folder of the records is there.\n\n“records:” of a report names the folder with the files on persons, seen from the report: “../piis”."
            ),
            "",
        ),
        "ALC001": Manual(
            N_(
                "The list of amounts can be read.\n\nIt is a CSV with the columns kind;nis;name;amount, as Excel saves it. A line that begins with “#” is a remark."
            ),
            N_("Annexes of the decrees"),
        ),
        "ALC002": Manual(
            N_(
                "The list of amounts agrees with the decree.\n\nThe amounts of the cities add up to the total of the decree, to the cent; those of the clusters do not exceed it, and no cluster receives more than its limit."
            ),
            N_("Annexes of the decrees"),
        ),
        "ALC003": Manual(
            N_(
                "The list of amounts is not the specimen.\n\nThe program comes with a list of fictitious amounts that shows the form. No convention may be signed on its figures."
            ),
            N_("Annexes of the decrees"),
            Severity.WARNING,
        ),
        "ALC004": Manual(
            N_(
                "The amount of each line is that of the division.\n\n“cpas allocation check --by” divides the total of the decree again and compares line by line. In 2015 it is divided by the contracts of article 60 § 7 in force on 1 January 2013, in 2016 in the proportions of 2015; cents that are left go to the largest remainders. A kind that only one of the two files has is not compared, and that is a warning."
            ),
            N_("Decree of 27 March 2015; decree of 15 February 2016"),
        ),
        "ALC005": Manual(
            N_(
                "Each line of the division receives something.\n\nA centre without contracts receives nothing. Where no line has a value, nothing can be divided, and that is an error."
            ),
            N_("Decree of 27 March 2015; decree of 15 February 2016"),
            Severity.WARNING,
        ),
        "ALC006": Manual(
            N_(
                "The name beside a NIS code is the name of that municipality.\n\nAnother name is mostly a sign that rows or columns slipped when the list was sorted."
            ),
            "",
            Severity.WARNING,
        ),
    }
)
