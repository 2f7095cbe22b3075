package org.derain4j.bench.peers;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.derain4j.bench.peers.Sample.Metric;

/**
 * What all forks found out, and the medians of it.
 *
 * @param all in the order of measurement
 */
record Samples(List<Sample> all) {

    /** Copies the list. */
    Samples {
        all = List.copyOf(all);
    }

    Set<String> groups() {
        return all.stream().map(Sample::group).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Contenders of a group that were timed, in their order. */
    Set<String> timed(String group) {
        return all.stream().filter(s -> s.group().equals(group) && s.metric() == Metric.SECONDS)
                .map(Sample::contender).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The median over forks of each fork's median. */
    OptionalDouble median(String group, String contender, Metric metric) {
        List<Double> forks = new ArrayList<>(byFork(group, contender, metric).values());
        return forks.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Ratio.median(forks.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    /** How many times as long as one contender another takes: the median over the rounds of each fork. */
    Optional<Ratio> ratio(String group, String fast, String slow) {
        List<Double> forks = new ArrayList<>();
        for (int fork : forks()) {
            Map<Integer, Double> fasts = byRound(group, fast, fork);
            double[] ratios = byRound(group, slow, fork).entrySet().stream()
                    .filter(round -> fasts.containsKey(round.getKey()))
                    .mapToDouble(round -> round.getValue() / fasts.get(round.getKey())).toArray();
            if (ratios.length > 0) {
                forks.add(Ratio.median(ratios));
            }
        }
        return forks.isEmpty() ? Optional.empty() : Optional.of(Ratio.of(forks));
    }

    /** Each fork's median. */
    Map<Integer, Double> byFork(String group, String contender, Metric metric) {
        return all.stream()
                .filter(s -> s.group().equals(group) && s.contender().equals(contender) && s.metric() == metric)
                .collect(Collectors.groupingBy(Sample::fork, TreeMap::new, Collectors.collectingAndThen(
                        Collectors.toList(),
                        list -> Ratio.median(list.stream().mapToDouble(Sample::value).toArray()))));
    }

    private Map<Integer, Double> byRound(String group, String contender, int fork) {
        return all.stream()
                .filter(s -> s.fork() == fork && s.group().equals(group) && s.contender().equals(contender)
                        && s.metric() == Metric.SECONDS)
                .collect(Collectors.toMap(Sample::round, Sample::value));
    }

    private Set<Integer> forks() {
        return all.stream().map(Sample::fork).collect(Collectors.toCollection(TreeSet::new));
    }
}
