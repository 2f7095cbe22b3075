package org.derain4j.vision.command;

import org.derain4j.cli.common.Extension;

/** {@code derain vision}, found by ServiceLoader. */
public final class VisionExtension implements Extension {

    @Override
    public String name() {
        return "vision";
    }

    @Override
    public Object command() {
        return new VisionCommand();
    }
}
