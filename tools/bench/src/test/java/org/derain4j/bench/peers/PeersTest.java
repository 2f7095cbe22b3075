package org.derain4j.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.derain4j.engine.Model;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Window;
import org.derain4j.onnx.Recurrence;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every library that is there computes every kind of work as the plain loops in double and TensorFlow in double do. Those whose
 * natives are not there are skipped; {@code mvn -Ppeers} brings them.
 */
class PeersTest {

    private static final Path TINY = Path.of(System.getProperty("derain4j.root"),
            "engine/src/test/resources/tiny_generator");

    @ParameterizedTest
    @EnumSource(names = {"OURS", "OURS_DIRECT", "PORTABLE", "ONNX_RUNTIME", "TENSORFLOW", "PYTORCH"})
    void computesLayersAsThePlainLoopsDo(Library library) throws IOException {
        Peer peer = open(library);
        Options slow = Options.parse(List.of("--slow"));
        Shape in = new Shape(16, 24, 8);
        for (RandomLayer layer : List.of(RandomLayer.convolution("conv", Window.CONV, in, 16),
                RandomLayer.convolution("deconv", Window.TRANSPOSED, in, 16),
                RandomLayer.convolution("stride 2", Window.CONV_STRIDE2, in, 16), RandomLayer.upsampling("up", in, 16),
                RandomLayer.convLstm("lstm", in, 8))) {
            requireNear(peer, layer, Recurrence.PRUNED, Yardstick.of(layer, slow, 1));
        }
    }

    /** Quarter-size maps of the second case have odd sides, so stride 2 is met in both its phases. */
    @ParameterizedTest
    @EnumSource(names = {"OURS", "ONNX_RUNTIME", "TENSORFLOW", "PYTORCH"})
    void computesNetworksAsTensorFlowInDoubleDoes(Library library) throws IOException {
        Peer peer = open(library);
        Options golden = Options.parse(List.of("--reference", TINY.toString()));
        Path checkpoint = TINY.resolve("tiny");
        for (Network network : networks(checkpoint)) {
            Yardstick yardstick = Yardstick.of(network, golden, 1);
            assertEquals(null, yardstick.judge(), "the reference has no case for " + network.name());
            for (Recurrence form : Recurrence.values()) {
                requireNear(peer, network, form, yardstick);
            }
        }
    }

    private static List<Network> networks(Path checkpoint) throws IOException {
        Model model = Model.load(checkpoint);
        List<Network> networks = new ArrayList<>();
        for (Size size : List.of(new Size(12, 20), new Size(20, 28))) {
            networks.add(new Network("tiny", model, Optional.of(checkpoint), size));
        }
        return networks;
    }

    private static void requireNear(Peer peer, Work work, Recurrence form, Yardstick yardstick) {
        for (int threads = 1; threads <= 2; threads++) {
            try (Peer.Prepared prepared = peer.prepare(work, form, threads, yardstick.input())) {
                prepared.run();
                prepared.run();
                assertEquals(0, yardstick.distance(prepared.output()), yardstick.allowed(), work.name() + " " + form);
            }
        }
    }

    private static Peer open(Library library) {
        try {
            return library.open();
        } catch (IllegalStateException e) {
            return abort(e.getMessage());
        }
    }
}
