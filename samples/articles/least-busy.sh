#!/usr/bin/env bash
# "Always use simple-shuffle": does least-busy routing starve a box, or one way of writing it?
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/predicted.sh"

rate() { predicted "$1" "$2" --topology "$3:2" --concurrency 64; }

for model in gpt-oss-120b nemotron-3-super; do
  alone=$(predicted decode_tps $model --topology solo --concurrency 64) shuffle=$(rate decode_tps $model shuffle) busy=$(rate decode_tps $model least-busy) loaded=$(rate decode_tps $model least-loaded)
  row "$model, a burst of 64 over two boxes, decode tok/s" measured predicted
  row "  simple-shuffle" "$(measured decode $model shuffle 64)" "$(calc "$shuffle")"
  one=$(measured decode $model solo 64)
  row "  one box alone: what is left when all go to one" "${one:--}" "$(calc "$alone")"
  row "  least-busy as LiteLLM counts (read, not reserved)" - "$(calc "$busy")"
  row "  least-busy with read and reserve in one step" - "$(calc "$loaded")"
  row "  shuffle over LiteLLM's least-busy" "+57 to +68 %" "$(calc "100 * ($shuffle / $busy - 1)" %+.0f) %"
  # The twin sends all to one box. Where the measured lead is smaller than over one measured box, some requests reached the other.
  row "  shuffle over one box alone" "${one:+$(calc "100 * ($(measured decode $model shuffle 64) / ${one:-1} - 1)" %+.0f) %}" "$(calc "100 * ($shuffle / $alone - 1)" %+.0f) %"
  row "  atomic least-busy over shuffle" - "$(calc "100 * ($loaded / $shuffle - 1)" %+.0f) %"
  row "  closed loop of 64, records/hour: shuffle" - "$(calc "$(rate records_per_hour $model shuffle)" %.0f)"
  row "  closed loop of 64, records/hour: atomic least-busy" - "$(calc "$(rate records_per_hour $model least-loaded)" %.0f)"
  if holds "$busy < 0.9 * $shuffle && $loaded > $shuffle"; then
    echo "verdict: the starvation is real for a burst, and it is the count that is read before any request has raised it. Reserved at once, least-busy beats shuffle."
  else
    echo "verdict: the twin does not confirm the starvation."
  fi
  echo
done
