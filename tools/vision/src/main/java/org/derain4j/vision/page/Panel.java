package org.derain4j.vision.page;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.derain4j.web.page.Overlay;
import org.derain4j.web.page.Side;

/**
 * One picture of a case, which is read only if the case is shown.
 *
 * @param picture its file
 * @param score   how near it is to the clean one, where that was measured
 * @param figures what a detector or segmenter made of it, in numbers; asked for only if the case is shown
 * @param overlay the same to be drawn, likewise
 */
public record Panel(Path picture, Optional<Side.Score> score, Supplier<List<Side.Figure>> figures,
        Supplier<Overlay> overlay) {}
