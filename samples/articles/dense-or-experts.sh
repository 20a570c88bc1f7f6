#!/usr/bin/env bash
# "Why I swapped a 122B model for a 35B one": a dense 122B at NVFP4 with 30 to 45 tokens/s, on 273 GB/s?
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/predicted.sh"

decode() { predicted decode_tps "$1" --hardware dgx-spark --concurrency 1 --workload prompt=200,output=500 "${@:2}"; }
bound() { ./sluice models show "$1" --hardware dgx-spark --json "${@:2}" | awk -F': ' '/bandwidth_bound_tps/ { sub(",", "", $2); print $2 }'; }

dense_bound=$(bound $articles/dense-122b.yaml)
dense=$(decode $articles/dense-122b.yaml)
experts=$(decode qwen3.5-122b-a10b --precision nvfp4)
int4=$(decode qwen3.5-122b-a10b --precision int4)
small=$(decode qwen3.5-35b-a3b --precision awq)

row "tokens/s of one stream on one DGX Spark" measured predicted
row "122B dense, NVFP4: bound by 273 GB/s" "30-45 (told)" "$(calc "$dense_bound" %.2f)"
row "122B dense, NVFP4" "30-45 (told)" "$(calc "$dense" %.2f)"
row "122B-A10B, NVFP4 on vLLM" "14-17" "$(calc "$experts")"
row "122B-A10B, 4 bit integers on vLLM" "28.3-28.4" "$(calc "$int4")"
row "35B-A3B, AWQ" "-" "$(calc "$small")"
echo "(measured: users on the same machine; ai-muninn.com, NVIDIA forum threads 361819 and 365639)"
echo
if holds "$dense_bound < 30"; then echo "verdict: it was not dense: 30 tokens/s would need $(calc "30 / $dense_bound * 273" %.0f) GB/s of memory bandwidth."; fi
if holds "$experts < 30"; then echo "verdict: as a mixture of experts at NVFP4 it is slower than told; 30 and more need 4 bit integers and drafting several tokens a step."; fi
echo "verdict: the 35B is $(calc "$small / $experts") x as fast as the 122B: bytes read for each token decide, and these are not the total."
