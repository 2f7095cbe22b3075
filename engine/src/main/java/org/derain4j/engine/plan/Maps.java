package org.derain4j.engine.plan;

import java.util.ArrayList;
import java.util.List;
import org.derain4j.kernels.program.Shape;

/** The maps of a plan in the making: names and shapes by index. */
final class Maps {

    private final List<String> names = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();

    Maps copy() {
        Maps copy = new Maps();
        copy.names.addAll(names);
        copy.shapes.addAll(shapes);
        return copy;
    }

    /** Another map; returns its index. */
    int add(String name, Shape shape) {
        names.add(name);
        shapes.add(shape);
        return names.size() - 1;
    }

    /** The same map in another place. */
    int again(int map) {
        return add(name(map), shape(map));
    }

    String name(int map) {
        return names.get(map);
    }

    Shape shape(int map) {
        return shapes.get(map);
    }

    long bytes(int map) {
        return shape(map).floats() * Float.BYTES;
    }

    List<Shape> shapes() {
        return shapes;
    }

    int size() {
        return names.size();
    }
}
