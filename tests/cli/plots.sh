# plots.sh - what the cases of `pinbench plot` draw: a run under a name of every character
# that gnuplot, a shell, XML or LaTeX gives a meaning to, in the tables of eval and compare.
hostile='`touch pwned` & %s $x # _{a} ~ ^2 \ | < > " '"'"' @'
cp other.json "$hostile.json"
set -- -d pinpoint:toy.jsonl,index=index.txt,groups=groups.tsv --resamples 50 -f json
pinbench eval "$@" -m ap@10 -m neg_recall@10 -m recall@1 -m recall@5 -m 'range(ap@10)' \
    -s is_question --fairness is_question --min-n 1 --robustness -o eval.json \
    good.json other.json "$hostile.json" 2>warnings
pinbench compare "$@" -m ap@10 -m neg_recall@10 --permutations 50 -o compare.json \
    good.json other.json "$hostile.json" 2>>warnings
# As if searched here, in 2, 8 and 40 ms a query.
awk '/"search_ns": 0/ { sub(/"search_ns": 0/, "\"search_ns\": " 12000000 * ++n ^ 3) } 1' \
    eval.json >run.json
types='bars slices curves forest pheat queries cd negatives spread fairness frontier history'
result_of() { # result_of TYPE: the result that has what it needs
    case $1 in
    forest | pheat | queries | cd) echo compare.json ;;
    frontier) echo run.json ;;
    history) echo "eval.json compare.json" ;;
    *) echo eval.json ;;
    esac
}
