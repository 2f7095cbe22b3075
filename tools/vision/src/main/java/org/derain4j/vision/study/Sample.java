package org.derain4j.vision.study;

import java.nio.file.Path;
import java.util.Map;

/**
 * One labelled picture, and the files that belong to it by name.
 *
 * @param name    of the picture without its ending
 * @param picture as it is
 * @param rainy   finished pictures of it in the rain, by the rain's name
 * @param results finished pictures of it that others derained, by the result's name
 */
public record Sample(String name, Path picture, Map<String, Path> rainy, Map<String, Path> results) {}
