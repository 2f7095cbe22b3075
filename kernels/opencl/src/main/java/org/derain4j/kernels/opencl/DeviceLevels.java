package org.derain4j.kernels.opencl;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.LevelTransfer;
import org.derain4j.kernels.backend.Precision;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Program;
import org.jocl.Pointer;
import org.jocl.cl_event;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;

/**
 * Samples of 8 bits between the host and a program's maps, by the kernels of {@code levels.cl}. They go in pieces through two staging
 * buffers:
 * while the device copies and converts what is in one, the host fills or empties the other.
 */
final class DeviceLevels implements LevelTransfer {

    /** Levels of a piece, or one row of more. */
    static final int PIECE = 1 << 20;

    /** As in {@code levels.cl}. */
    private static final int HEAD = 64;

    private static final int STAGINGS = 2;

    /** Work-items of a work-group, at most. */
    private static final int GROUP = 256;

    private final Session session;
    private final DeviceMaps maps;
    private final Runnable open;
    private final int group;
    private final cl_kernel in;
    private final cl_kernel out;
    private final cl_mem values;
    private final List<Staging> stagings;

    /**
     * For the maps of a program.
     *
     * @param open  throws where the program is closed
     * @param owner of what is taken here
     */
    DeviceLevels(Session session, DeviceMaps maps, Runnable open, Handles owner) {
        this.session = session;
        this.maps = maps;
        this.open = open;
        group = Math.min(GROUP, session.device().groupItems());
        KernelSource source = source(maps.precision());
        in = session.kernel(source, "levelsToMap", owner);
        out = session.kernel(source, "mapToLevels", owner);
        values = session.buffer((long) LEVELS * maps.precision().bytes(), owner);
        int bytes = stagingBytes(maps.program());
        stagings = Stream.generate(() -> new Staging(session, bytes, owner)).limit(STAGINGS).toList();
    }

    /** The kernels' text. */
    static KernelSource source(Precision precision) {
        return KernelSource.of(KernelSource.LEVELS, KernelSource.macros(precision));
    }

    /** What is taken of the device for the maps of a program. */
    static long bytes(Program program) {
        return (long) STAGINGS * stagingBytes(program) + (long) LEVELS * Float.BYTES;
    }

    /** For the largest piece of what goes in and out. */
    private static int stagingBytes(Program program) {
        return HEAD + ends(program).map(program.maps()::get).mapToInt(map -> pieceRows(map) * map.shape().rowFloats())
                .max().orElse(0);
    }

    /** The maps that pictures come and go by. */
    private static Stream<Integer> ends(Program program) {
        return Stream.concat(program.inputs().stream(), program.outputs().stream());
    }

    private static int pieceRows(FeatureMap map) {
        return Math.clamp(PIECE / map.shape().rowFloats(), 1, map.shape().height());
    }

    @Override
    public void write(int map, float[] of, Source from, Cancellation cancellation) {
        open.run();
        Objects.requireNonNull(from, "from");
        if (of.length != LEVELS) {
            throw new IllegalArgumentException(of.length + " values of " + LEVELS + " levels");
        }
        FeatureMap to = end(map);
        byte[] row = new byte[to.shape().rowFloats()];
        try {
            HostCopy.send(maps.precision(), of, LEVELS, (at, bytes, host) -> session.write(values, at, bytes, host));
            for (Piece piece : pieces(to, to.shape().height())) {
                cancellation.check();
                piece.staging.await();
                for (int y = 0; y < piece.rows; y++) {
                    from.read(piece.firstRow + y, row);
                    piece.staging.host.put(HEAD + y * row.length, row);
                }
                piece.staging.beginWrite(HEAD, piece.levels());
                launch("levelsToMap", in, piece,
                        List.of(piece.staging.device, values, maps.buffer(to), piece.begin(), row.length));
            }
        } finally {
            settle();
        }
    }

    @Override
    public boolean read(Crop part, Sink to, Cancellation cancellation) {
        open.run();
        Objects.requireNonNull(to, "to");
        FeatureMap from = end(part.map());
        if (part.rows() > from.shape().height() || part.columns() > from.shape().width()) {
            throw new IllegalArgumentException(part + " of " + from.shape());
        }
        byte[] row = new byte[from.shape().rowFloats()];
        List<Piece> pieces = pieces(from, part.rows());
        try {
            stagings.forEach(Staging::beginClear);
            for (int next = 0; next <= pieces.size(); next++) { // the device is one ahead
                cancellation.check();
                if (next < pieces.size()) {
                    beginRead(pieces.get(next), part);
                }
                if (next > 0 && !hand(pieces.get(next - 1), row, to)) {
                    return false;
                }
            }
            return true;
        } finally {
            settle();
        }
    }

    private void beginRead(Piece piece, Crop part) {
        launch("mapToLevels", out, piece, List.of(maps.buffer(piece.map), piece.begin(), piece.row(),
                part.columns() * piece.map.shape().channels(), part.nearest() ? 1 : 0, piece.staging.device));
        piece.staging.beginRead(HEAD + piece.levels());
    }

    /** Gives the sink what has come, unless it is of something that is not finite. */
    private static boolean hand(Piece piece, byte[] row, Sink to) {
        piece.staging.await();
        if (!piece.staging.isFinite()) {
            return false;
        }
        for (int y = 0; y < piece.rows; y++) {
            piece.staging.host.get(HEAD + y * row.length, row);
            to.write(piece.firstRow + y, row);
        }
        return true;
    }

    /** A map that there are staging buffers for. */
    private FeatureMap end(int map) {
        Program program = maps.program();
        if (ends(program).noneMatch(end -> end == map)) {
            throw new IllegalArgumentException("map " + map + " is neither an input nor an output");
        }
        return program.maps().get(map);
    }

    private List<Piece> pieces(FeatureMap map, int rows) {
        int most = pieceRows(map);
        return IntStream.range(0, Math.ceilDiv(rows, most)).mapToObj(
                i -> new Piece(map, i * most, Math.min(most, rows - i * most), stagings.get(i % STAGINGS))).toList();
    }

    /** Queues a kernel over a piece. */
    private void launch(String name, cl_kernel kernel, Piece piece, List<Object> arguments) {
        long items = Math.min(piece.row(), group);
        Launch launch = Launch.of(name, kernel, new long[]{Math.ceilDiv(piece.row(), items) * items, piece.rows},
                new long[]{items, 1}, arguments);
        Session.release(List.of(session.enqueue(launch)));
        session.flush();
    }

    /** Waits for what is queued, whatever came in between: then the buffers can be used again, or released. */
    private void settle() {
        stagings.forEach(Staging::forget);
        if (!session.health().isLost()) { // one that is lost never ends
            session.finish();
        }
    }

    /**
     * Some rows of a map.
     *
     * @param staging that they go through
     */
    private record Piece(FeatureMap map, int firstRow, int rows, Staging staging) {

        int row() {
            return map.shape().rowFloats();
        }

        int levels() {
            return rows * row();
        }

        /** Of its values in the map. */
        long begin() {
            return (long) firstRow * row();
        }
    }

    /** Memory of the host that the device copies from and to, memory of its own, and when what is queued between them is done. */
    private static final class Staging {

        private final Session session;
        private final cl_mem device;
        private final ByteBuffer host;
        private cl_event copied;

        Staging(Session session, int bytes, Handles owner) {
            this.session = session;
            device = session.buffer(bytes, owner);
            host = session.pinned(bytes, owner);
        }

        void beginWrite(int from, int bytes) {
            cl_event ended = new cl_event();
            session.beginWrite(device, from, bytes, Pointer.to(host).withByteOffset(from), ended);
            follow(ended);
        }

        void beginRead(int bytes) {
            cl_event ended = new cl_event();
            session.beginRead(device, 0, bytes, Pointer.to(host), ended);
            follow(ended);
        }

        private void follow(cl_event ended) {
            forget();
            copied = ended;
        }

        /** Before a kernel that may set the flag. */
        void beginClear() {
            host.putInt(0, 0);
            beginWrite(0, HEAD);
        }

        /** Until the host may use its part again. */
        void await() {
            if (copied != null) {
                session.await(List.of(copied));
                forget();
            }
        }

        void forget() {
            if (copied != null) {
                Session.release(List.of(copied));
                copied = null;
            }
        }

        boolean isFinite() {
            return host.getInt(0) == 0;
        }
    }
}
