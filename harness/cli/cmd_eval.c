#include "harness/cli/analysis_args.h"
#include "harness/cli/progress.h"
#include "harness/cli/scored.h"

static const struct pin_cli_option options[] = {
    {'d', "dataset", "SPEC", "LOADER:PATH[,option=value…]; see `pinbench list datasets`"},
    {'m', "metric", "FIGURE",
     "a column: ap@10, recall@50, range(ap@10), ap@10[images=2]; repeat"},
    {'s', "slice", "ATTR",
     "the figures again for each value of a query attribute; repeat"},
    {'w', "where", "EXPR",
     "count only these queries: 'images=2 and not lang=de', token_count<7"},
    {0, "min-n", "N", "queries that a value of a slice or group must rest on (10)"},
    {'p', "profile", "NAME",
     "strict (default) or pinpoint, the reference evaluator's numbers"},
    {0, "missing", "POLICY", "queries without a list: zero (default), skip or error"},
    {0, "ties", "RULE", "equal scores: file (default, as listed), id or trec"},
    {0, "cluster", "WHAT",
     "what intervals resample: group, query, image or an attribute"},
    {0, "interval", "METHOD", "percentile (default), basic or bca"},
    {0, "resamples", "N", "resamples of the bootstrap (10000; 0: no intervals)"},
    {0, "seed", "N", "seed of the resamples (1)"},
    {'f', "format", "FORMAT",
     "table (default), csv, tsv, json, sheets; see `pinbench list reports`"},
    {'o', "output", "FILE", "write the report here instead of stdout"},
    {0, "confusions", "K",
     "the hard negatives that stand among the first K of most queries"},
    {0, "slice-tests", NULL,
     "each slice against the other queries: differences and p-values"},
    {0, "fairness", "ATTR",
     "gaps between groups of queries, or the exposure of groups of items"},
    {0, "control", "ATTR", "with --fairness: also gaps within strata, as ATTR*ATTR"},
    {0, "unknown", "VALUE", "with --fairness: the value of an unknown group (UNKNOWN)"},
    {0, "fairness-at", "K", "with --fairness: cutoff of lists and equalised odds (10)"},
    {0, "exposure-target", "WHAT", "with --fairness: corpus (default) or relevant"},
    {0, "correction", "METHOD",
     "of p-values for their number: holm (default), bh, bonferroni, sidak or none"},
    {0, "negatives", "K",
     "what each system does with the hard negatives, its metrics at cutoff K"},
    {0, "robustness", NULL,
     "what the wording of a query does: spread, variance, lists, order of systems"},
    {0, "robustness-depth", "K", "compare the first K of lists (10)"},
    {0, "repeats", NULL,
     "put runs named NAME.seedN together: mean, deviation, intervals"},
    {0, "two-image", NULL, "queries with two reference images against those with one"},
    {0, "sheet", "KEY", "with -f sheets: only this table of the analyses"},
    {0, "per-query", "FILE",
     "write one row a system and query (TSV; .zst packs it), which `gate` pairs by"},
    {'j', "threads", "N", "threads (results are the same with any number)"},
    PIN_PROGRESS_OPTIONS,
    {'h', "help", NULL, "this text"},
};

static int run_eval(struct pin_cli *cli, const struct pin_args *args)
{
    return pin_scored_run(cli, args, pin_analysis_args);
}

const struct pin_command pin_command_eval = {
    .name = "eval",
    .summary = "score run files",
    .usage = "--dataset SPEC [options] RUN.json…",
    .examples = "  pinbench eval --dataset pinpoint:labels.jsonl run.json\n"
                "  pinbench eval --dataset "
                "pinpoint:labels.jsonl,index=ids.txt,groups=groups.tsv \\\n"
                "      -m ap@10 -m 'range(ap@10)' --slice query_category a.json b.json\n"
                "  pinbench eval --profile pinpoint -f csv --dataset "
                "pinpoint:labels.jsonl *.json\n",
    .about = "A run is a JSON object from query id to {\"retrieved_items\": [ids, best "
             "first]}; \"-\"\n"
             "reads one from standard input. Without -m: mAP@10 and what PinPoint "
             "reports beside it.\n",
    PIN_CLI_OPTIONS(options),
    .run = run_eval,
};
