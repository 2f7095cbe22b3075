package org.derain4j.cli.eval;

/**
 * One row of an evaluation.
 *
 * @param picture name of the rainy file
 * @param rainy the rainy picture's score
 * @param result the score of what became of it
 */
public record PictureScores(String picture, Score rainy, Score result) {}
