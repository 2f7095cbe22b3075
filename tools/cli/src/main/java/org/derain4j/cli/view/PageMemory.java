package org.derain4j.cli.view;

import org.derain4j.engine.Memory;
import org.derain4j.pictures.PictureReader;

/** Refuses a picture before it is decoded where there is no memory to put it on a page, with its result. */
public final class PageMemory implements PictureReader.WorkingMemory {

    private final long perPixel;
    private long bytes;

    /** For one picture, with so many bytes of its own for each pixel. */
    public PageMemory(long perPixel) {
        this.perPixel = perPixel;
    }

    @Override
    public void decodes(int height, int width, long samples, long reading) {
        bytes = PicturePage.workingBytes(samples) + perPixel * height * width;
    }

    @Override
    public Memory memory(int height, int width) {
        return new Memory(height, width, bytes, 0, 0);
    }
}
