package org.derain4j.bench.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.derain4j.onnx.Recurrence;

/** Everything that can be measured, by name. */
final class Groups {

    /** Where the single-layer speeds are compared from. */
    static final List<NetworkLayer> CONVOLUTIONS = List.of(NetworkLayer.CONV, NetworkLayer.CONV_STRIDE2,
            NetworkLayer.UP, NetworkLayer.WIDE_UP);
    static final String M17N1 = "M17N1";
    static final String LITE = "lite";
    /** The size at which the demands are made. */
    static final Size MAIN_SIZE = new Size(320, 480);

    private static final int SCALING_THREADS = 2;

    private Groups() {}

    /** The name of a group at a number of threads. */
    static String name(String work, int threads) {
        return work + ", threads " + threads;
    }

    static String scaling() {
        return M17N1 + " " + MAIN_SIZE + ", two threads over one";
    }

    static List<Group> of(Options options, Models models) {
        List<Group> groups = new ArrayList<>();
        for (int threads : options.threads()) {
            for (NetworkLayer layer : NetworkLayer.PAIRED) {
                groups.add(new Group(name(layer.label(), threads), threads, layer::layer,
                        contenders(List.of(Library.OURS, Library.OURS_DIRECT), options, threads)));
            }
        }
        for (Size size : options.sizes()) {
            for (int threads : options.threads()) {
                boolean official = size.equals(MAIN_SIZE);
                groups.add(new Group(name(LITE + " " + size, threads), threads, () -> models.lite(size),
                        contenders(List.of(Library.OURS), options, threads)));
                groups.add(new Group(name(M17N1 + " " + size, threads), threads, () -> models.m17n1(size),
                        official
                                ? withOfficial(options, threads)
                                : contenders(List.of(Library.OURS), options, threads)));
            }
        }
        groups.add(new Group(scaling(), SCALING_THREADS, () -> models.m17n1(MAIN_SIZE),
                List.of(Contender.of(Library.OURS, SCALING_THREADS), Contender.of(Library.OURS, 1))));
        return groups.stream().filter(group -> options.wants(group.name())).toList();
    }

    private static List<Contender> contenders(List<Library> ours, Options options, int threads) {
        return Stream.concat(ours.stream(), options.peers().stream())
                .map(library -> Contender.of(library, threads)).toList();
    }

    /** TensorFlow also runs the graph as it was published. */
    private static List<Contender> withOfficial(Options options, int threads) {
        List<Contender> contenders = new ArrayList<>(contenders(List.of(Library.OURS), options, threads));
        if (options.peers().contains(Library.TENSORFLOW)) {
            contenders.add(new Contender(Library.TENSORFLOW, Recurrence.AS_WRITTEN, threads));
        }
        return contenders;
    }
}
