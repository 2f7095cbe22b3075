package org.derain4j.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.derain4j.engine.Model.Variable;
import org.derain4j.engine.graph.Architecture;
import org.derain4j.engine.graph.Mspfn;
import org.derain4j.engine.graph.Variables;
import org.derain4j.weights.PrintableText;
import org.derain4j.weights.TensorFile;
import org.derain4j.weights.TensorInfo;

/**
 * Finds out which network a file holds, from names and shapes alone, and that it holds all of it and nothing else. Training
 * state (Adam's slots, its powers, counters) is recognised and left aside.
 */
final class WeightBinder {

    private static final Pattern FIRST_LAYER = Pattern.compile("(.+)/rnn1/weight");
    private static final Pattern COUNTER = Pattern.compile("(.+/)?(beta[12]_power|global_step)");
    /** Wider networks would overflow the count of a filter's values. */
    private static final int MOST_CHANNELS = 1024;
    /** Of names in a message; enough to see of what kind they are. */
    private static final int MOST_LISTED = 10;
    private static final int LONGEST_NAME = 200;
    private static final List<String> OFFICIAL_PAIRS = List.of("generator/BCM", "model/URAB");
    private static final String WHICH_IS_WHICH = "the released graph has scope `generator` and blocks `BCM` with attention 1,"
            + " 1, 1; the training graph has scope `model` and blocks `URAB` with attention 1, 3, 3";

    private final String file;
    private final Map<String, List<Long>> tensors = new LinkedHashMap<>();
    private final List<String> leftAside = new ArrayList<>();

    /** What a file holds. */
    record Binding(Architecture architecture, List<Variable> variables, List<String> leftAside) {}

    private WeightBinder(TensorFile file) {
        this.file = file.name();
        for (TensorInfo tensor : file.tensors().values()) {
            if (isTrainingState(tensor.name(), file.tensors().keySet())) {
                leftAside.add(tensor.name());
            } else {
                tensors.put(tensor.name(), tensor.shape());
            }
        }
    }

    /**
     * Binds.
     *
     * @throws ModelException listing missing, extra and mis-shaped variables, all or the first of many
     */
    static Binding bind(TensorFile file) throws ModelException {
        WeightBinder binder = new WeightBinder(file);
        Architecture architecture = binder.infer();
        List<Variable> variables = binder.check(architecture);
        return new Binding(architecture, variables, List.copyOf(binder.leftAside));
    }

    private static boolean isTrainingState(String name, Set<String> all) {
        if (COUNTER.matcher(name).matches()) {
            return true;
        }
        String base = name.endsWith("/Adam") || name.endsWith("/Adam_1")
                ? name.substring(0, name.lastIndexOf('/'))
                : null;
        return base != null && all.contains(base);
    }

    private Architecture infer() throws ModelException {
        Set<String> scopes = matches(FIRST_LAYER);
        if (scopes.size() != 1) {
            throw new ModelException(file + " is no MSPFN: it has " + (scopes.isEmpty()
                    ? "no variable `SCOPE/rnn1/weight`"
                    : "more than one network, in the scopes " + listed(scopes)) + "; " + WHICH_IS_WHICH);
        }
        String scope = scopes.iterator().next();
        String s = Pattern.quote(scope) + "/";
        Set<String> blocks = matches(Pattern.compile(s + "(\\w+?)4_0/down4_1/weight"));
        if (blocks.size() != 1) {
            throw new ModelException(file + " is no whole MSPFN: it has " + (blocks.isEmpty()
                    ? "no variable `" + shown(scope) + "/BLOCK4_0/down4_1/weight`"
                    : "blocks of several graphs, " + listed(blocks)) + "; " + WHICH_IS_WHICH);
        }
        String block = blocks.iterator().next();
        if (!OFFICIAL_PAIRS.contains(scope + "/" + block)) {
            throw new ModelException(file + " mixes up the two official graphs: its scope is `" + shown(scope)
                    + "`, its blocks are called `" + shown(block) + "`; " + WHICH_IS_WHICH);
        }
        List<Long> first = tensors.get(scope + "/rnn1/weight");
        long channels = first.size() == 4 ? first.get(2) : 0;
        if (!first.equals(List.of(3L, 3L, channels, 3L)) || channels < Architecture.REDUCTION
                || channels % Architecture.REDUCTION != 0 || channels > MOST_CHANNELS) {
            throw new ModelException(
                    file + " is no MSPFN: `" + scope + "/rnn1/weight` has shape " + shown(first.toString())
                            + " where [3, 3, C, 3] with C a multiple of " + Architecture.REDUCTION + " is needed");
        }
        String b = s + Pattern.quote(block);
        Architecture architecture = new Architecture(scope, block, (int) channels,
                1 + largest(b + "4_(\\d+)/down4_\\d+/weight"), largest(b + "4_\\d+/group_\\d+_RCAB(\\d+)/.*"),
                largest(b + "2_\\d+/group_\\d+_RCAB(\\d+)/.*"), largest(b + "_\\d+/group_\\d+_RCAB(\\d+)/.*"));
        requirePlausible(architecture);
        return architecture;
    }

    /** Numbers in names cost nothing to write: no graph is built that has more blocks than the file has variables. */
    private void requirePlausible(Architecture a) throws ModelException {
        long attentions = (long) a.blocks() * (a.attentionQuarter() + a.attentionHalf() + a.attentionFull());
        if (a.blocks() + attentions > tensors.size()) {
            throw new ModelException(file + " is no whole " + a + ": it has only " + tensors.size() + " variables");
        }
    }

    private Set<String> matches(Pattern pattern) {
        return tensors.keySet().stream().map(pattern::matcher).filter(Matcher::matches).map(m -> m.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The largest number at a place of the names; numbers too long to be one are left to be reported as extra. */
    private int largest(String pattern) {
        return matches(Pattern.compile(pattern)).stream().filter(number -> number.length() <= 4)
                .mapToInt(Integer::parseInt)
                .max().orElse(0);
    }

    private List<Variable> check(Architecture architecture) throws ModelException {
        Map<String, List<Integer>> expected = Variables.of(Mspfn.graph(architecture));
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        expected.forEach((name, shape) -> shapes.put(name, shape.stream().map(Integer::longValue).toList()));
        List<String> missing = expected.keySet().stream().filter(name -> !tensors.containsKey(name)).toList();
        List<String> extra = tensors.keySet().stream().filter(name -> !expected.containsKey(name)).toList();
        List<String> misshaped = expected.keySet().stream()
                .filter(name -> tensors.containsKey(name) && !tensors.get(name).equals(shapes.get(name)))
                .map(name -> name + " is " + tensors.get(name) + " where " + expected.get(name) + " is needed")
                .toList();
        if (missing.isEmpty() && extra.isEmpty() && misshaped.isEmpty()) {
            return expected.entrySet().stream().map(e -> new Variable(e.getKey(), e.getValue())).toList();
        }
        throw new ModelException(file + " is not a whole " + architecture + ": " + listed("missing", missing)
                + listed("extra", extra) + listed("of another shape", misshaped) + WHICH_IS_WHICH);
    }

    private static String listed(String what, List<String> names) {
        return names.isEmpty() ? "" : names.size() + " " + what + " (" + listed(names) + "); ";
    }

    private static String shown(String untrusted) {
        return PrintableText.of(untrusted, LONGEST_NAME);
    }

    private static String listed(Collection<String> names) {
        return PrintableText.list(names, MOST_LISTED);
    }
}
