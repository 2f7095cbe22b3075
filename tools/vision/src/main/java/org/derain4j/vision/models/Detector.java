package org.derain4j.vision.models;

import java.awt.image.BufferedImage;
import java.util.List;

/** Finds things in pictures. Closed by who opened it; one thread at a time. */
public interface Detector extends AutoCloseable {

    /** Names of its classes in the order of their indices; empty where nothing tells them. */
    List<String> classes();

    /** What is in a picture of any kind and size, the surest first. */
    List<Detection> detect(BufferedImage picture);

    /** The file, its convention and what runs it, in words. */
    String describe();

    @Override
    void close();
}
