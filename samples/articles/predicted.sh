# Sourced by the scripts beside it: figures of ./sluice predict by name, and how to print them.
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
articles=samples/articles

# predicted FIGURE MODEL [options of sluice predict]: that column of the CSV, a line for each concurrency.
predicted() {
  local figure=$1; shift
  ./sluice predict "$@" --csv | awk -F, -v figure="$figure" '
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == figure) column = i; next }
    { print $column }'
}

# measured TABLE MODEL TOPOLOGY CONCURRENCY: a cell of the published benchmark.
measured() { awk -F, -v m="$2" -v t="$3" -v c="$4" '$1 == m && $2 == t && $3 == c { print $4 }' "$articles/spark-benchmarks/$1.csv"; }

# calc EXPRESSION [FORMAT]: arithmetic on figures.
calc() { awk "BEGIN { printf \"${2:-%.1f}\", $1 }"; }

# holds EXPRESSION: whether it is true.
holds() { awk "BEGIN { exit !($1) }"; }

row() { printf '%-52s %14s %14s\n' "$@"; }
