/**
 * The formats themselves: each taken apart into pixels and metadata, and put together again around what an encoder wrote. Pixels are
 * decoded and encoded through {@code javax.imageio}, from a stream in which nothing but pixels is left, so that a broken comment
 * cannot spoil a picture.
 */
package org.derain4j.pictures.format;
