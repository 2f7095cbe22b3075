package org.derain4j.kernels;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.derain4j.kernels.backend.Backend;
import org.derain4j.kernels.backend.Cancellation;
import org.derain4j.kernels.backend.DeviceBackends;
import org.derain4j.kernels.backend.Executable;
import org.derain4j.kernels.backend.LevelTransfer;
import org.derain4j.kernels.backend.StepListener;
import org.derain4j.kernels.program.FeatureMap;
import org.derain4j.kernels.program.FilterLayout;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Parameters.Parameter;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;
import org.derain4j.structure.NullRefusals;
import org.junit.jupiter.api.AfterEach;

class NullRefusalsTest extends NullRefusals {

    private final Shape shape = new Shape(1, 1, 1);
    private final Program program = new Program(List.of(new FeatureMap("a", shape, 0), new FeatureMap("b", shape, 1)),
            List.of(new Step.Pointwise(0, Step.Function.TANH, 1)), List.of(0), List.of(1));
    private final Parameters parameters = new Parameters(Map.of());
    private final Backend backend = Backends.open(Backends.PORTABLE, 1, false);
    private final Executable executable = backend.prepare(program, parameters);

    @AfterEach
    void close() {
        executable.close();
        backend.close();
    }

    @Override
    protected List<Object> samples() {
        Step.ByRows first = new Step.Pointwise(0, Step.Function.TANH, 1);
        Step.ByRows second = new Step.Pointwise(1, Step.Function.TANH, 2);
        return List.of(first, new Step.Bands(List.of(first, second), List.of(2), 4), shape, program, parameters,
                backend, executable, program.maps().getFirst(),
                new Parameter(List.of(1, 1, 1, 1), new float[1]), new FilterLayout(1, 1, 1, 1, false), List.of(),
                Map.of());
    }

    @Override
    protected Set<String> documented() {
        return Set.of("Backend.prepare(scratch)", "Device.new(refusal)", "Devices.new(problem)", "Room.new(refusal)",
                "Epilogue.new(bias)", "Epilogue.new(slope)", "Step.Dense.new(slope)", "Window.larger(in)",
                "Window.larger(out)", "Window.smaller(in)", "Window.smaller(out)");
    }

    @Override
    protected Set<Class<?>> ofOthers() {
        return Set.of(Cancellation.class, DeviceBackends.class, LevelTransfer.class, LevelTransfer.Sink.class,
                LevelTransfer.Source.class, StepListener.class);
    }
}
