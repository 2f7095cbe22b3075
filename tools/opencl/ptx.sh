#!/usr/bin/env bash
# What the convolution's kernels become on an NVIDIA card, without one: clang compiles them to PTX, ptxas assembles that. A line for
# each kind of step and each family of tiles: registers, spilled bytes, local memory, groups of a multiprocessor (65,536 registers),
# and of the inner loop its instructions, how many of them multiply (fma or mma) and how many load. The driver's own compiler is
# another one: this finds spills, scalar loads and instructions that do not assemble, it measures nothing.
#
# Usage: ptx.sh [-a sm_90] [-k FOLDER] [NAME=VALUE ...]; values replace those of the tiles (names as in the .cl files); -k keeps the
# PTX. Needs clang and libclc of the same version (Debian: apt-get install clang-15 libclc-15); ptxas is part of NVIDIA's CUDA
# toolkit, and where it is missing only the inner loop is told. CLANG, LIBCLC and PTXAS name others.
set -euo pipefail

here=$(cd -P "$(dirname "$0")" && pwd)
kernels=$here/../../kernels/opencl/src/main/resources/org/derain4j/kernels/opencl
clang=${CLANG:-clang-15}
libclc=${LIBCLC:-/usr/lib/clc/nvptx64--nvidiacl.bc}
ptxas=${PTXAS:-ptxas}
arch=sm_90
keep=
while getopts a:k: option; do
    case $option in
        a) arch=$OPTARG ;;
        k) keep=$OPTARG ;;
        *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))
command -v "$clang" >/dev/null || { echo "ptx: there is no $clang; install it or name another one by CLANG" >&2; exit 2; }
[ -f "$libclc" ] || { echo "ptx: there is no $libclc; install libclc or name the file by LIBCLC" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The layers of the network that take most of its time, with 64 channels.
shape() {
    case ${1%.small} in
        stride1) echo IN_A=64 IN_B=0 OUT=64 STRIDE=1 TRANSPOSED=0 PAD_Y=1 PAD_X=1 HAS_BIAS=0 HAS_SLOPE=1 ADDEND=1 GATES=0 SUMS=0 ;;
        stride2) echo IN_A=64 IN_B=0 OUT=64 STRIDE=2 TRANSPOSED=0 PAD_Y=0 PAD_X=0 HAS_BIAS=0 HAS_SLOPE=1 ADDEND=0 GATES=0 SUMS=0 ;;
        transposed) echo IN_A=64 IN_B=64 OUT=64 STRIDE=1 TRANSPOSED=1 PAD_Y=0 PAD_X=0 HAS_BIAS=0 HAS_SLOPE=1 ADDEND=1 GATES=0 SUMS=0 ;;
        lstm) echo IN_A=32 IN_B=0 OUT=64 STRIDE=1 TRANSPOSED=0 PAD_Y=1 PAD_X=1 HAS_BIAS=1 HAS_SLOPE=0 ADDEND=0 GATES=3 SUMS=0 ;;
    esac
}

# Instructions of the block that loads from local memory and multiplies most, of these fma or mma, and loads from any memory.
inner_loop() {
    awk '/^\$L__BB/ { block = $1 }
        /^\t[a-z@]/ && !/^\t\./ {
            all[block]++
            if ($1 ~ /^(fma|mma)/) multiply[block]++
            if ($1 ~ /^ld\.(shared|global)/) load[block]++
            if ($1 ~ /^ld\.shared/) inner[block]
        }
        END {
            for (b in inner) if (multiply[b] > multiply[best]) best = b
            printf "%d %d %d", all[best], multiply[best], load[best]
        }' "$1"
}

printf '%-10s %-16s %5s %9s %7s %7s %7s %12s %9s %6s\n' tiles kind items registers spilled local groups instructions multiply loads
for family in graphics tf32 half; do
    case $family in
        graphics) files="common.cl window.cl items.cl convolution.cl" more="HALF_MAPS=0 READ_VEC=4" ;;
        tf32) files="common.cl window.cl mma.cl tensor.cl convolution.cl" more="TENSOR=1 HALF_MAPS=0 READ_VEC=4" ;;
        half) files="common.cl window.cl mma.cl tensor.cl convolution.cl" more="TENSOR=1 HALF_MAPS=1 READ_VEC=8" ;;
    esac
    (cd "$kernels" && cat $files) >"$work/kernel.cl"
    for kind in stride1 stride2 transposed lstm stride1.small stride2.small transposed.small lstm.small; do
        tile=$(sed -n "s/^$kind = //p" "$kernels/tiles-$family.properties")
        [ -n "$tile" ] || tile=$(sed -n 's/^default = //p' "$kernels/tiles-$family.properties")
        declare -A values=()
        for pair in KERNEL=3 BLOCKS=1 $more $(shape $kind) $tile "$@"; do
            values[${pair%%=*}]=${pair#*=}
        done
        defines=$(for name in "${!values[@]}"; do echo "-D$name=${values[$name]}"; done)
        ptx=${keep:-$work}/$family-$kind.ptx
        # sm_80 is the oldest that has the tensor cores' instruction; clang knows the keyword by its other spelling only.
        "$clang" -target nvptx64-nvidia-nvcl -cl-std=CL1.2 -O3 -DASM=__asm__ $defines -Xclang -finclude-default-header \
            -Xclang -mlink-builtin-bitcode -Xclang "$libclc" -Xclang -target-cpu -Xclang sm_80 -Xclang -target-feature \
            -Xclang +ptx70 -Wno-linker-warnings -S -o "$ptx" "$work/kernel.cl"
        if [ "$family" = graphics ]; then
            items=$((values[LOCAL_C] * values[LOCAL_X] * values[LOCAL_Y]))
        else
            items=$((32 * values[WARPS_C] * values[WARPS_X] * values[WARPS_Y]))
        fi
        registers=- spilled=- local=- groups=-
        if command -v "$ptxas" >/dev/null; then
            if ! said=$("$ptxas" -v -arch="$arch" -o "$work/kernel.cubin" "$ptx" 2>&1); then
                printf '%-10s %-16s %5d %s\n' "$family" $kind "$items" "$(grep -m 1 -i error <<<"$said")"
                continue
            fi
            registers=$(sed -n 's/.*Used \([0-9]*\) registers.*/\1/p' <<<"$said")
            spilled=$(sed -n 's/.* \([0-9]*\) bytes spill stores.*/\1/p' <<<"$said")
            local=$(sed -n 's/.* \([0-9]*\) bytes smem.*/\1/p' <<<"$said")
            groups=$((65536 / ((registers + 7) / 8 * 8 * items)))
        fi
        printf '%-10s %-16s %5d %9s %7s %7s %7s %12d %9d %6d\n' "$family" $kind "$items" "$registers" "$spilled" "$local" "$groups" \
            $(inner_loop "$ptx")
    done
done
