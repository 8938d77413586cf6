/* citations.c - works are found by words, because words are what a result file keeps:
 * sources of metrics, methods of intervals and notes of analyses say by name what was
 * done. */
#include "reports/citations.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { WORDS_MAX = 3 };

struct citation {
    const char *key;
    const char *words[WORDS_MAX]; /* any of them names it */
    const char *kind;
    const char *author;
    const char *title;
    const char *rest; /* the other fields, each behind ", " */
};

static const struct citation citations[] = {
    {"mahadev2026",
     {"2603.04598"},
     "misc",
     "Mahadev, Rohan and others",
     "{PinPoint}: Evaluation of Composed Image Retrieval with Explicit Negatives, "
     "Multi-Image Queries, and Paraphrase Testing",
     "year = {2026}, eprint = {2603.04598}, archivePrefix = {arXiv}"},
    {"treceval",
     {"trec_eval"},
     "misc",
     "{National Institute of Standards and Technology}",
     "trec\\_eval",
     "howpublished = {https://github.com/usnistgov/trec\\_eval}"},
    {"macavaney2022",
     {"ir_measures"},
     "inproceedings",
     "MacAvaney, Sean and Macdonald, Craig and Ounis, Iadh",
     "Streamlining Evaluation with ir-measures",
     "booktitle = {Advances in Information Retrieval (ECIR)}, year = {2022}"},
    {"jarvelin2002",
     {"Jarvelin and Kekalainen"},
     "article",
     "J{\\\"a}rvelin, Kalervo and Kek{\\\"a}l{\\\"a}inen, Jaana",
     "Cumulated Gain-Based Evaluation of {IR} Techniques",
     "journal = {ACM Transactions on Information Systems}, volume = {20}, number = {4}, "
     "pages = {422--446}, year = {2002}"},
    {"voorhees1999",
     {"TREC-8 Question Answering"},
     "inproceedings",
     "Voorhees, Ellen M.",
     "The {TREC-8} Question Answering Track Report",
     "booktitle = {Proceedings of the Eighth Text REtrieval Conference}, year = {1999}"},
    {"efron1979",
     {"bootstrap"},
     "article",
     "Efron, Bradley",
     "Bootstrap Methods: Another Look at the Jackknife",
     "journal = {The Annals of Statistics}, volume = {7}, number = {1}, "
     "pages = {1--26}, year = {1979}"},
    {"davison1997",
     {"percentile bootstrap", "basic bootstrap", "percentile, of a bootstrap"},
     "book",
     "Davison, Anthony C. and Hinkley, David V.",
     "Bootstrap Methods and their Application",
     "publisher = {Cambridge University Press}, year = {1997}"},
    {"efron1987",
     {"BCa", "bca"},
     "article",
     "Efron, Bradley",
     "Better Bootstrap Confidence Intervals",
     "journal = {Journal of the American Statistical Association}, volume = {82}, "
     "number = {397}, pages = {171--185}, year = {1987}"},
    {"fisher1935",
     {"sign flip", "sign-flip"},
     "book",
     "Fisher, Ronald A.",
     "The Design of Experiments",
     "publisher = {Oliver and Boyd}, year = {1935}"},
    {"smucker2007",
     {"sign flip", "sign-flip"},
     "inproceedings",
     "Smucker, Mark D. and Allan, James and Carterette, Ben",
     "A Comparison of Statistical Significance Tests for Information Retrieval "
     "Evaluation",
     "booktitle = {Proceedings of CIKM}, pages = {623--632}, year = {2007}"},
    {"westfall1993",
     {"max-T"},
     "book",
     "Westfall, Peter H. and Young, S. Stanley",
     "Resampling-Based Multiple Testing",
     "publisher = {Wiley}, year = {1993}"},
    {"holm1979",
     {"Holm"},
     "article",
     "Holm, Sture",
     "A Simple Sequentially Rejective Multiple Test Procedure",
     "journal = {Scandinavian Journal of Statistics}, volume = {6}, number = {2}, "
     "pages = {65--70}, year = {1979}"},
    {"benjamini1995",
     {"Benjamini and Hochberg"},
     "article",
     "Benjamini, Yoav and Hochberg, Yosef",
     "Controlling the False Discovery Rate: A Practical and Powerful Approach to "
     "Multiple Testing",
     "journal = {Journal of the Royal Statistical Society, Series B}, volume = {57}, "
     "number = {1}, pages = {289--300}, year = {1995}"},
    {"wilcoxon1945",
     {"Wilcoxon"},
     "article",
     "Wilcoxon, Frank",
     "Individual Comparisons by Ranking Methods",
     "journal = {Biometrics Bulletin}, volume = {1}, number = {6}, pages = {80--83}, "
     "year = {1945}"},
    {"piepho2004",
     {"letters:"},
     "article",
     "Piepho, Hans-Peter",
     "An Algorithm for a Letter-Based Representation of All-Pairwise Comparisons",
     "journal = {Journal of Computational and Graphical Statistics}, volume = {13}, "
     "number = {2}, pages = {456--466}, year = {2004}"},
    {"friedman1937",
     {"Friedman"},
     "article",
     "Friedman, Milton",
     "The Use of Ranks to Avoid the Assumption of Normality Implicit in the Analysis "
     "of Variance",
     "journal = {Journal of the American Statistical Association}, volume = {32}, "
     "number = {200}, pages = {675--701}, year = {1937}"},
    {"demsar2006",
     {"Nemenyi"},
     "article",
     "Dem{\\v{s}}ar, Janez",
     "Statistical Comparisons of Classifiers over Multiple Data Sets",
     "journal = {Journal of Machine Learning Research}, volume = {7}, "
     "pages = {1--30}, year = {2006}"},
    {"webber2010",
     {"rank-biased overlap"},
     "article",
     "Webber, William and Moffat, Alistair and Zobel, Justin",
     "A Similarity Measure for Indefinite Rankings",
     "journal = {ACM Transactions on Information Systems}, volume = {28}, "
     "number = {4}, year = {2010}"},
    {"kendall1938",
     {"Kendall"},
     "article",
     "Kendall, Maurice G.",
     "A New Measure of Rank Correlation",
     "journal = {Biometrika}, volume = {30}, pages = {81--93}, year = {1938}"},
    {"yilmaz2008",
     {"AP correlation"},
     "inproceedings",
     "Yilmaz, Emine and Aslam, Javed A. and Robertson, Stephen",
     "A New Rank Correlation Coefficient for Information Retrieval",
     "booktitle = {Proceedings of SIGIR}, pages = {587--594}, year = {2008}"},
};

enum { CITATIONS_N = sizeof(citations) / sizeof(citations[0]) };
_Static_assert((size_t)CITATIONS_N <= (size_t)PIN_CITATIONS_MAX, "one bit each");

static bool names(const char *text, const struct citation *citation)
{
    bool any = false;
    for (uint32_t i = 0; i < WORDS_MAX && citation->words[i]; i++) {
        any = any || strstr(text, citation->words[i]);
    }
    return any;
}

pin_citations pin_citations_named(const char *text)
{
    pin_citations set = 0;
    for (uint32_t i = 0; i < CITATIONS_N; i++) {
        set |= (pin_citations)names(text, &citations[i]) << i;
    }
    return set;
}

const char *pin_citation_key(uint32_t place)
{
    return place < CITATIONS_N ? citations[place].key : NULL;
}

void pin_citation_entry(struct pin_page *page, uint32_t place)
{
    const struct citation *citation = &citations[place];
    pin_page_text(page, "@");
    pin_page_text(page, citation->kind);
    pin_page_text(page, "{");
    pin_page_text(page, citation->key);
    pin_page_text(page, ",\n  author = {");
    pin_page_text(page, citation->author);
    pin_page_text(page, "},\n  title = {");
    pin_page_text(page, citation->title);
    pin_page_text(page, "},\n  ");
    pin_page_text(page, citation->rest);
    pin_page_text(page, "\n}\n");
}
