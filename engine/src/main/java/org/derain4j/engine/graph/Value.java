package org.derain4j.engine.graph;

/**
 * A feature map in a {@link Graph}: the result of one operation.
 *
 * @param index position in the graph; operands come before their readers
 */
public record Value(int index) {}
