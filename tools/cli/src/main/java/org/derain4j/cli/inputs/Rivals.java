package org.derain4j.cli.inputs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Inputs of which one file would be made.
 *
 * @param <T> what inputs are told apart by, and their results: paths, or names
 */
public final class Rivals<T> {

    private final Map<T, T> makers = new HashMap<>();
    private final Map<T, T> rivals = new LinkedHashMap<>();

    /** Says what is made of an input; the place is the same by whatever path it was named. */
    public void add(T place, T input) {
        T other = makers.putIfAbsent(place, input);
        if (other != null) {
            rivals.putIfAbsent(other, input);
            rivals.put(input, other);
        }
    }

    /** Another input that has a file in common with this one, or itself where two of its files are one; null if there is none. */
    public T of(T input) {
        return rivals.get(input);
    }

    /** All that have one. */
    public Set<T> all() {
        return rivals.keySet();
    }

    /**
     * Makes a job of each input, and names those whose results would be one file by their whole names: the same in every run over them, in
     * whatever order.
     *
     * @param inputs  of which each is another file
     * @param key     what tells an input apart
     * @param job     makes the job of an input, with a whole name or not
     * @param places  what a job makes
     * @param against makes another job of one that has a rival, which not even its whole name tells apart
     * @param <I>     an input
     * @param <J>     a job
     * @param <T>     a key or a place
     */
    public static <I, J, T> List<J> apart(List<I> inputs, Function<I, T> key, BiFunction<I, Boolean, J> job,
            Function<J, List<T>> places, BiFunction<J, T, J> against) {
        Set<T> whole = new HashSet<>();
        // Whole names may be other inputs' plain ones; each time round they are longer, so that this ends after a few.
        while (true) {
            List<J> jobs = inputs.stream().map(input -> job.apply(input, whole.contains(key.apply(input)))).toList();
            Rivals<T> found = new Rivals<>();
            for (int i = 0; i < jobs.size(); i++) {
                T input = key.apply(inputs.get(i));
                places.apply(jobs.get(i)).forEach(place -> found.add(place, input));
            }
            if (!whole.addAll(found.all())) {
                return IntStream.range(0, jobs.size()).mapToObj(i -> {
                    T rival = found.of(key.apply(inputs.get(i)));
                    return rival == null ? jobs.get(i) : against.apply(jobs.get(i), rival);
                }).toList();
            }
        }
    }
}
