package org.derain4j.vision.models;

import org.derain4j.vision.labels.Box;

/**
 * Where a picture lies on the canvas that a network sees.
 *
 * @param pictureWidth  of the picture as it is
 * @param pictureHeight of the picture as it is
 * @param left          columns of the canvas left of it
 * @param top           rows above it
 * @param width         of the picture as it lies there
 * @param height        of the picture as it lies there
 * @param canvasWidth   of all
 * @param canvasHeight  of all
 */
record Placing(int pictureWidth, int pictureHeight, int left, int top, int width, int height, int canvasWidth,
        int canvasHeight) {

    /** A box of the canvas in the picture, cut at its borders; empty where it lies outside. */
    Box inPicture(Box box) {
        double right = x(box.x() + box.width());
        double bottom = y(box.y() + box.height());
        double left = x(box.x());
        double top = y(box.y());
        return new Box(left, top, right - left, bottom - top);
    }

    private double x(double canvas) {
        return Math.clamp((canvas - left) * pictureWidth / width, 0, pictureWidth);
    }

    private double y(double canvas) {
        return Math.clamp((canvas - top) * pictureHeight / height, 0, pictureHeight);
    }
}
