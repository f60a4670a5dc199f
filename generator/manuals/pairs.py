"""The pages of the codes on templates: one file (TPL), and the two files of a pair (PAI)."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from generator.findings import Severity
from generator.manuals.page import N_, Manual

PAIRS: Final = MappingProxyType(
    {
        "PAI001": Manual(
            N_(
                "French and Dutch stand side by side.\n\nA template is a pair of files, KIND.fr.docx and KIND.nl.docx. One without the other leaves a language without documents."
            ),
            "",
        ),
        "PAI002": Manual(
            N_(
                "The Dutch has each block of the French.\n\nA paragraph, heading, tag or table of the French template has nothing in Dutch that answers to it. Translate it, or delete the French one."
            ),
            "",
        ),
        "PAI003": Manual(
            N_(
                "The French has each block of the Dutch.\n\nA paragraph, heading, tag or table of the Dutch template has nothing in French that answers to it. Translate it, or delete the Dutch one."
            ),
            "",
        ),
        "PAI004": Manual(
            N_(
                "The blocks stand in the same order.\n\nA paragraph stands at one place in French and at another in Dutch, or two have changed places."
            ),
            "",
        ),
        "PAI005": Manual(
            N_(
                "A paragraph has the same style in both languages.\n\nThe style decides on what it looks like, on its number and on the contents of the PDF for readers who hear it."
            ),
            "",
        ),
        "PAI006": Manual(
            N_(
                "A table has the same columns, header rows and merged cells in both languages.\n\nElse an amount stands below another title."
            ),
            "",
        ),
        "PAI007": Manual(
            N_(
                "A table has the same rows in both languages.\n\nA row that is missing in one language says less to those who read it."
            ),
            "",
        ),
        "PAI008": Manual(
            N_(
                "A paragraph prints the same values in both languages.\n\nA tag is missing, is one too many, or has another name."
            ),
            "",
        ),
        "PAI009": Manual(
            N_(
                "A value is written by the same filter in both languages.\n\nThe filter makes an amount, a date or a number of it, as the language writes them."
            ),
            "",
        ),
        "PAI010": Manual(
            N_(
                "A condition is the same in both languages.\n\nA condition that is negated or asks something else prints in one language what the other keeps back. Order and brackets that change nothing are not told."
            ),
            "",
        ),
        "PAI011": Manual(
            N_("A loop goes over the same list in both languages.\n\nThe name of its variable may differ."),
            "",
        ),
        "PAI012": Manual(
            N_(
                "A template fills the same blocks in both languages.\n\nThe blocks take their place in the common template by their names."
            ),
            "",
        ),
        "PAI013": Manual(
            N_(
                "The values of a paragraph stand in the same order, or that is meant so.\n\nThe two languages may put them in another order; a begin and an end that have changed places look the same."
            ),
            "",
            Severity.WARNING,
        ),
        "PAI014": Manual(
            N_(
                "The numbers are the same in both languages.\n\nThey are compared without their order and notation: “two” is 2, “40 000” is “40.000”."
            ),
            "",
        ),
        "PAI015": Manual(
            N_(
                "Amounts and percentages are the same in both languages.\n\nThey are compared without their notation: “1 000,00 €” is “€ 1.000,00”, “50 %” is “50%”."
            ),
            "",
        ),
        "PAI016": Manual(
            N_(
                "Dates are the same in both languages.\n\nAlso those of laws and decrees. “1er mars” is “1 maart”."
            ),
            "",
        ),
        "PAI017": Manual(
            N_(
                "References to articles and paragraphs are the same in both languages.\n\nOf this document and of the laws; a wrong one sends the reader to another right."
            ),
            "",
        ),
        "PAI018": Manual(
            N_(
                "E-mail and web addresses and account numbers are the same in both languages.\n\nWhere the two languages have pages of their own, let the campaign give the address."
            ),
            "",
        ),
        "PAI019": Manual(
            N_(
                "Acronyms answer to each other.\n\nThe project, the administration, the registers and the decrees have an acronym in each language; IBAN is the same in both. The centre may be named in one language and be a pronoun in the other. Acronyms that the program does not know are a warning only, which an approval settles."
            ),
            "",
        ),
        "PAI020": Manual(
            N_(
                "Notes, fields, pictures, tabs and line breaks are the same in both languages.\n\nA tab separates a label from its value; a note that is lost is lost with its source."
            ),
            "",
        ),
        "PAI021": Manual(
            N_(
                "A text is translated.\n\nThe same words stand in both files, and they are not words of both languages."
            ),
            "",
        ),
        "PAI022": Manual(
            N_(
                "The same parts are emphasised in both languages.\n\nCount and styles of the emphasised parts of a paragraph are compared."
            ),
            "",
            Severity.WARNING,
        ),
        "PAI023": Manual(
            N_(
                "Pages, headers, footers, notes and styles are the same in both languages.\n\nMargins, sections and the definitions of the styles are compared, all but the language."
            ),
            "",
        ),
        "PAI024": Manual(
            N_(
                "A text and its translation are about as long.\n\nA text that is much shorter may have lost a sentence. The limits lie beyond all pairs of the program."
            ),
            "",
            Severity.WARNING,
        ),
        "PAI025": Manual(
            N_(
                "Both languages oblige, allow and limit the same.\n\nNegations, at least and at most, before and after, must and may are sought on both sides, sentence by sentence. A negation is counted too: where one of several went or came in one language only since both were approved, that is told. One language may say with a verb what the other says with an adverb: then this warning says nothing."
            ),
            "",
            Severity.WARNING,
        ),
        "PAI026": Manual(
            N_(
                "The Dutch follows the French of today.\n\nThe French was changed since this Dutch was approved with it (approved.json beside the templates); the words of before and after are marked: [-before-] {+after+}. Look whether the Dutch says the same; then approve the pair with “cpas templates approve”. Capitals, quotes, commas, blanks and the place of a paragraph are no change."
            ),
            "",
            Severity.WARNING,
        ),
        "PAI027": Manual(
            N_(
                "The French follows the Dutch of today.\n\nThe Dutch was changed since it was approved with this French (approved.json beside the templates); the words of before and after are marked: [-before-] {+after+}. Look whether the French says the same; then approve the pair with “cpas templates approve”."
            ),
            "",
            Severity.WARNING,
        ),
        "PAI028": Manual(
            N_(
                "Each block was read in both languages, and approved.\n\nThis one is new, or was changed in both languages since: its words or tags, the order of the columns of a table, a condition or a loop. Both may be wrong alike, and the check cannot tell. Read both; then approve the pair with “cpas templates approve”."
            ),
            "",
            Severity.WARNING,
        ),
        "PAI029": Manual(
            N_(
                "What was approved is still there.\n\nA paragraph, a row, a tag or a whole pair was approved and is gone in both languages. Put it back, or approve the pair without it with “cpas templates approve”."
            ),
            "",
            Severity.WARNING,
        ),
        "PAI030": Manual(
            N_(
                "The file approved.json can be read.\n\nIt stands beside the templates, is written by “cpas templates approve”, and says which French and Dutch were approved together. Nobody edits it by hand. Take back a version that was good; or delete it, read all pairs, and approve them again."
            ),
            "",
        ),
        "PAI032": Manual(
            N_(
                "Units of time and kinds of legal acts are the same in both languages.\n\nDays, working days, weeks, months, years and hours are counted on both sides, for the number beside them may be a tag; so are laws, royal and ministerial decrees, circulars, courts. Where one language says “a year” and the other “twelve months”, this warning says nothing."
            ),
            "",
            Severity.WARNING,
        ),
        "PAI031": Manual(
            N_(
                "A term of the glossary is answered by the term of the other language.\n\nOne language says a term of the list (data/glossary.csv, made from the official texts), and the other says neither its term nor an accepted variant of it. Where each says a term that the other does not have, both are named: one of the two texts means something else. Decide which text is right, and write in the other the term that is told. Where the other says the same in other words, leave it: the documents are made all the same. Whether a term is there is told, not how often; endings and acronyms do not count."
            ),
            "",
            Severity.WARNING,
        ),
        "PAI033": Manual(
            N_(
                "Empty paragraphs stand at the same places in both languages.\n\nAn empty paragraph that only one file has moves what stands below it, so that the pages of the two documents end elsewhere. Space between texts belongs to their styles: delete it, or insert it in the other file too."
            ),
            "",
            Severity.WARNING,
        ),
        "PAI034": Manual(
            N_(
                "The columns of a table are about as wide in both languages.\n\nThe share of each column in the width of the table is compared; more than a tenth of that width is told. A column that was drawn narrower by mistake breaks its words and amounts."
            ),
            "",
            Severity.WARNING,
        ),
        "TPL001": Manual(
            N_(
                "A template is a Word file.\n\nThe file cannot be opened: it is another kind of file under this name, it was cut off, or it has a password. Save it in Word as .docx."
            ),
            "",
        ),
        "TPL002": Manual(
            N_(
                "A tag is whole.\n\nIt begins with {{ or {% and ends with }} or %}, all on one paragraph; the p or tr stands directly behind {%, and a space behind it."
            ),
            "",
        ),
        "TPL003": Manual(
            N_(
                "Nothing stands beside a tag that keeps or repeats a paragraph or a row.\n\nThe paragraph or the row of such a tag goes away, with all that it holds."
            ),
            "",
        ),
        "TPL004": Manual(
            N_(
                "A tag is formatted as a whole.\n\nWhere Word has split a tag into parts of different formatting, the value takes that of the first one. Clear the formatting, then format the whole tag."
            ),
            "",
        ),
        "TPL005": Manual(
            N_(
                "A tag holds plain characters.\n\nA no-break space, a zero-width sign, a tab or a line break within a tag looks like a space, and is none."
            ),
            "",
        ),
        "TPL006": Manual(
            N_(
                "What a tag begins has its end, in the same text, cell or table.\n\nA condition or a loop that begins in one cell and ends in another takes the table apart."
            ),
            "",
        ),
        "TPL007": Manual(
            N_(
                "A condition or a loop is about whole paragraphs or rows.\n\nFrench and Dutch put their words in another order: half a sentence cannot be left out in both. p is for paragraphs, tr for table rows."
            ),
            "",
        ),
        "TPL008": Manual(
            N_(
                "A name exists.\n\nThe documents have the names of docs/templates.md; another one stops the document. The names of a kind are those that the templates of the program use."
            ),
            "",
        ),
        "TPL009": Manual(
            N_("A filter exists.\n\ndate, day, euro, hours, number, percent, signed, words."), ""
        ),
        "TPL010": Manual(
            N_(
                "A tag holds a name with filters, a condition or a loop.\n\nA template formats and does not compute: no sums, calls, texts or variables of its own. A condition may compare a name with a whole number."
            ),
            "",
        ),
        "TPL011": Manual(
            N_(
                "Nothing is left over from the work on the text.\n\nTODO, xxx, question marks, filler text, highlighting, comments and tracked changes."
            ),
            "",
        ),
        "TPL012": Manual(
            N_(
                "A template holds only what each engine draws.\n\nText boxes, symbols, form fields, content controls, smart tags and hidden text are drawn by one program and not by another."
            ),
            "",
        ),
        "TPL013": Manual(
            N_(
                "Text is formatted by styles.\n\nBold, size or alignment that is set by hand looks different from the other documents, and readers who hear the document do not get it."
            ),
            "",
        ),
        "TPL014": Manual(
            N_(
                "The font is that of the house.\n\nCarlito, for which Word takes Calibri where it is missing. Another font changes where pages end, and may be missing where the PDF is made."
            ),
            "",
        ),
        "TPL015": Manual(
            N_(
                "The language of the file and of each run is that of its name.\n\nScreen readers speak it, and Word hyphenates and checks by it."
            ),
            "",
        ),
        "TPL016": Manual(
            N_(
                "A term is that of the language.\n\nThe centre, the project, the administration and the registers have an acronym in each language; the one of the other language is not known to the reader."
            ),
            "",
        ),
        "TPL017": Manual(
            N_(
                "Signs are written as the language writes them.\n\nNo-break spaces, quotation marks, amounts and dates. The text can be read all the same, so this only warns."
            ),
            "",
            Severity.WARNING,
        ),
        "TPL018": Manual(
            N_(
                "The blocks of a template fit into the common one.\n\nEach block of the common template is filled once, and no text stands outside a block."
            ),
            "",
        ),
        "TPL019": Manual(
            N_(
                "A text is in the language of its file.\n\nSentences, parts of sentences and single words of the other language or of English are found by the words that only one language has; a tag, a name or an acronym tells nothing. A single word only warns."
            ),
            "",
        ),
        "TPL020": Manual(
            N_(
                "Tables and pictures can be heard.\n\nA table has a header row, a caption and a description; a picture has an alternative text."
            ),
            "",
        ),
        "TPL021": Manual(
            N_(
                "The file has a title in its properties.\n\nThe PDF shows it, and screen readers say it first. It holds no tag: the program adds the name of the document."
            ),
            "",
        ),
        "TPL022": Manual(
            N_(
                "A tag stands in the text.\n\nIn a field, in the description of a picture, in a comment of the file or in a part where nothing is filled in, a tag is printed as it stands, or nobody sees that its name is wrong."
            ),
            "",
        ),
        "TPL023": Manual(
            N_(
                "A word does not stand for an official term.\n\nWords of France and of the Netherlands, of older laws, or made by translating word for word: the law and the administration call it otherwise. The list of terms is data/glossary.csv. A word may be right in its place, so this only warns."
            ),
            "",
            Severity.WARNING,
        ),
        "TPL024": Manual(
            N_(
                "A tag can write the value of its name.\n\nAn amount has another filter than a date, a list is gone through and not printed. In both languages alike it would be no difference, and no document could be made."
            ),
            "",
        ),
    }
)
