package org.derain4j.vision.study;

import java.nio.file.Path;
import java.util.Optional;
import org.derain4j.cli.eval.Score;

/**
 * One look at one picture in one condition.
 *
 * @param <E>     what the task keeps of it
 * @param seen    by the task
 * @param score   how near the picture is to what it should be; nothing for what is itself what others should be
 * @param picture where it lies
 */
public record Look<E>(E seen, Optional<Score> score, Path picture) {}
