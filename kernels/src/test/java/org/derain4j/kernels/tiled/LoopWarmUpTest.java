package org.derain4j.kernels.tiled;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.derain4j.kernels.plain.PlainMicrokernels;
import org.derain4j.kernels.vector.VectorMicrokernels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoopWarmUpTest {

    private static final List<Class<?>> LOOPS = List.of(TileLoops.class, WinogradLoops.class, GateLoops.class,
            ElementLoops.class);

    private final Set<String> called = new TreeSet<>();

    static List<Microkernels> microkernels() {
        return List.of(PlainMicrokernels.create(), VectorMicrokernels.create());
    }

    /** A loop that is added and not warmed up would be met first in the picture. The loops themselves run, within their arrays. */
    @ParameterizedTest
    @MethodSource("microkernels")
    void callsEveryLoop(Microkernels of) {
        LoopWarmUp.parts(recorded(of)).forEach(Runnable::run);

        Set<String> all = LOOPS.stream().flatMap(loops -> Stream.of(loops.getMethods()))
                .filter(method -> Modifier.isAbstract(method.getModifiers())).map(LoopWarmUpTest::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(all, called);
    }

    private Microkernels recorded(Microkernels of) {
        return new Microkernels(of.name(), of.lanes(), of.pixels(), of.channels(),
                recorded(TileLoops.class, of.tiles()),
                recorded(WinogradLoops.class, of.winograd()), recorded(GateLoops.class, of.gates()),
                recorded(ElementLoops.class, of.elements()), of.chains());
    }

    private <T> T recorded(Class<T> loops, T by) {
        return loops
                .cast(Proxy.newProxyInstance(loops.getClassLoader(), new Class<?>[]{loops}, (_, method, arguments) -> {
                    called.add(name(method));
                    return method.invoke(by, arguments);
                }));
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }
}
