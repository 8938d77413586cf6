#include "harness/cli/compare_args.h"
#include "harness/cli/progress.h"
#include "harness/cli/scored.h"
#include "harness/cli/systems_args.h"

static const struct pin_cli_option options[] = {
    {'d', "dataset", "SPEC", "LOADER:PATH[,option=value…]; see `pinbench list datasets`"},
    {'m', "metric", "FIGURE",
     "what is compared: ap@10, recall@50, range(ap@10), ap@10[images=2]; repeat"},
    {'b', "baseline", "RUN",
     "compare all others with this one (of two runs, the first; else all pairs)"},
    {0, "margin", "D", "the smallest difference that matters, in the figures' unit"},
    {0, "correction", "METHOD",
     "for many comparisons: maxt (default), holm, bonferroni, bh, none"},
    {0, "interval", "METHOD", "percentile (default), basic or bca"},
    {0, "test", "TEST",
     "show another p beside that of perm (always there): t, wilcoxon, sign; repeat"},
    {0, "level", "L", "of intervals; 1 - L is that of the tests (.95)"},
    {0, "losers", "N", "winners and losers listed a pair (5; more than 10 pairs: 0)"},
    {0, "letters", "TEST",
     "what the letters of the ranks come from: maxt (default), tukey, nemenyi"},
    {0, "tukey", NULL, "also Tukey's test of all pairs (table tukey)"},
    {0, "nemenyi", NULL, "also Nemenyi's test of all pairs (table nemenyi)"},
    {0, "agreement", "K",
     "how far the first K hits of two runs agree (10; 0: no such tables)"},
    {0, "rbo-p", "P", "persistence of rank-biased overlap (.9)"},
    {0, "permutations", "B", "random sign flips of the test (10000)"},
    {0, "missing", "POLICY", "queries without a list: zero (default), skip or error"},
    {'w', "where", "EXPR", "count only these queries: 'images=2 and not lang=de'"},
    {0, "ties", "RULE", "equal scores: file (default, as listed), id or trec"},
    {0, "cluster", "WHAT",
     "what is resampled and flipped: group, query, image or an attribute"},
    {0, "resamples", "N", "resamples of the bootstrap (10000; 0: no intervals)"},
    {0, "seed", "N", "seed of resamples and flips (1)"},
    {'f', "format", "FORMAT",
     "table (default), csv, tsv, json, sheets; see `pinbench list reports`"},
    {'o', "output", "FILE", "write the report here instead of stdout"},
    {0, "sheet", "KEY",
     "with -f sheets: only this table: pairs, effects, queries, ranks, …"},
    {0, "per-query", "FILE", "write one row a system and query (TSV; .zst packs it)"},
    {'j', "threads", "N", "threads (results are the same with any number)"},
    PIN_PROGRESS_OPTIONS,
    {'h', "help", NULL, "this text"},
};

enum { ANALYSES_MAX = 8 };

struct compare_analyses { /* where one after another is added */
    struct pin_analysis rows[ANALYSES_MAX];
    uint32_t rows_n;
    struct pin_compare_options pairs;
    struct pin_ranking_options ranks;
    struct pin_run_agreement_options agreement;
};

static enum pin_status add_analyses(struct pin_pipeline *pipeline,
                                    const struct pin_args *args, struct pin_arena *arena,
                                    struct pin_error *err)
{
    struct compare_analyses *to = PIN_NEW(arena, struct compare_analyses);
    if (!to) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the command line");
    }
    PIN_TRY(pin_compare_args(&to->pairs, pipeline, args, arena, err));
    to->rows[to->rows_n++] =
        (struct pin_analysis){.ops = &pin_analysis_compare, .options = &to->pairs};
    PIN_TRY(pin_ranking_args(&to->ranks, args, to->pairs.permutations_n, err));
    to->rows[to->rows_n++] =
        (struct pin_analysis){.ops = &pin_analysis_ranking, .options = &to->ranks};
    PIN_TRY(pin_run_agreement_args(&to->agreement, args, err));
    if (to->agreement.k > 0 && !pipeline->saved) { /* it looks at lists */
        to->rows[to->rows_n++] = (struct pin_analysis){.ops = &pin_analysis_run_agreement,
                                                       .options = &to->agreement};
    }
    pipeline->analyses = to->rows;
    pipeline->analyses_n = to->rows_n;
    return PIN_OK;
}

static int run_compare(struct pin_cli *cli, const struct pin_args *args)
{
    return pin_scored_or_saved_run(cli, args, add_analyses);
}

const struct pin_command pin_command_compare = {
    .name = "compare",
    .summary = "say which of two or more runs is better, and how sure that is",
    .usage = "--dataset SPEC [options] RUN.json RUN.json… | [options] RESULT.json…",
    .examples = "  pinbench compare --dataset pinpoint:labels.jsonl old.json new.json\n"
                "  pinbench compare --dataset "
                "pinpoint:labels.jsonl,index=ids.txt,groups=groups.tsv \\\n"
                "      -m ap@10 -m neg_recall@10 --margin .003 --baseline old "
                "old.json a.json b.json\n"
                "  pinbench compare -f sheets --sheet pairs --dataset "
                "pinpoint:labels.jsonl *.json\n"
                "  pinbench compare old/result.json new/result.json\n",
    .about = "Runs are paired query by query. A difference is shown when a sign-flip "
             "permutation test over\n"
             "clusters, corrected for all pairs and figures, says so. Without -m: mAP@10 "
             "and what PinPoint\n"
             "reports beside it.\n"
             "Saved results with their files of per-query values stand for a dataset and "
             "runs: all metrics that\n"
             "they have values of are compared, or those of -m, with the same digits. "
             "Exit status 12: they\n"
             "were not measured alike.\n",
    PIN_CLI_OPTIONS(options),
    .run = run_compare,
};
