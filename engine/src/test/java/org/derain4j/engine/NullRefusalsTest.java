package org.derain4j.engine;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.derain4j.engine.graph.Mspfn;
import org.derain4j.engine.graph.Shapes;
import org.derain4j.engine.graph.Value;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.derain4j.structure.NullRefusals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class NullRefusalsTest extends NullRefusals {

    private Model model;
    private Derainer derainer;

    @BeforeEach
    void open() throws IOException {
        model = Fixtures.tinyGenerator();
        derainer = Derainer.builder().model(model).threads(1).build();
    }

    @AfterEach
    void close() {
        derainer.close();
    }

    @Override
    protected List<Object> samples() {
        Shape shape = new Shape(1, 1, 1);
        Program program = new Program(List.of(new FeatureMap("a", shape, 0), new FeatureMap("b", shape, 1)),
                List.of(new Step.Pointwise(0, Step.Function.TANH, 1)), List.of(0), List.of(1));
        var graph = Mspfn.graph(model.architecture());
        PixelLayout layout = PixelLayout.interleaved(4, 4, ChannelOrder.RGB);
        return List.of(model, derainer, Derainer.builder().model(model), Probe.of(derainer), model.architecture(),
                graph,
                Shapes.of(graph, 4, 4), new Value(0), program, new BufferedImage(4, 4, BufferedImage.TYPE_3BYTE_BGR),
                graph.nodes().get(1).op(), PixelBuffer.of(new float[48], layout), layout, MemorySegment.NULL,
                ByteBuffer.allocate(48), ShortBuffer.allocate(48), FloatBuffer.allocate(48), Duration.ofHours(1),
                new Exception(), List.of(), Map.of(), Set.of());
    }

    @Override
    protected Set<String> documented() {
        return Set.of("PictureException.ofRoom(cause)", "Storage.new(scratchFolder)",
                "Storage.new(scratchFolder) empty", "Op.Conv.new(bias)");
    }

    @Override
    protected Set<Class<?>> ofOthers() {
        return Set.of(Progress.class);
    }
}
