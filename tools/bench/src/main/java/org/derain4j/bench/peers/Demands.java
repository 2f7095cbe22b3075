package org.derain4j.bench.peers;

import java.util.Map;
import java.util.Optional;
import org.derain4j.onnx.Recurrence;

/** What is demanded of this engine on two threads, as ratios to its peers. */
final class Demands {

    static final int THREADS = 2;
    static final Demand SCALING = new Demand(1.85, 1.95);
    static final Demand FLOOR = new Demand(1.15, 1.6);

    private static final Contender ONNX = Contender.of(Library.ONNX_RUNTIME, THREADS);
    private static final Contender TENSORFLOW = Contender.of(Library.TENSORFLOW, THREADS);
    private static final Contender PYTORCH = Contender.of(Library.PYTORCH, THREADS);
    private static final Contender OFFICIAL = new Contender(Library.TENSORFLOW, Recurrence.AS_WRITTEN, THREADS);
    private static final String M17N1 = Groups.M17N1 + " " + Groups.MAIN_SIZE;
    private static final String LITE = Groups.LITE + " " + Groups.MAIN_SIZE;

    private static final Map<Key, Demand> RATIOS = Map.of(
            key(NetworkLayer.CONV, Library.OURS_DIRECT, ONNX), new Demand(0.95, 1.1),
            key(NetworkLayer.CONV, Library.OURS, ONNX), new Demand(1.8, 2.5),
            key(NetworkLayer.CONV_STRIDE2, Library.OURS, ONNX), new Demand(1.2, 1.8),
            key(NetworkLayer.UP, Library.OURS, ONNX), new Demand(2, 3.5),
            key(M17N1, Library.OURS, ONNX), new Demand(2.5, 3.5),
            key(M17N1, Library.OURS, TENSORFLOW), new Demand(1.75, 2.4),
            key(M17N1, Library.OURS, PYTORCH), new Demand(1.75, 2.4),
            key(M17N1, Library.OURS, OFFICIAL), new Demand(3.3, 4.5),
            key(LITE, Library.OURS, ONNX), new Demand(2, 3));

    private Demands() {}

    private record Key(String group, String ours, String peer) {}

    private static Key key(NetworkLayer layer, Library ours, Contender peer) {
        return key(layer.label(), ours, peer);
    }

    private static Key key(String work, Library ours, Contender peer) {
        return new Key(Groups.name(work, THREADS), Contender.of(ours, THREADS).label(), peer.label());
    }

    /** What is demanded of a ratio, if anything; names as in {@link Sample}. */
    static Optional<Demand> of(String group, String ours, String peer) {
        return Optional.ofNullable(RATIOS.get(new Key(group, ours, peer)));
    }
}
