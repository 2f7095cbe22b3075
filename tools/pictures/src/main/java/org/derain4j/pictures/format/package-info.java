/**
 * What the formats have in common: a file taken apart into pixels and metadata, and put together again. Each format has a package beside
 * this one, in which nothing but its codec is public. A broken comment cannot spoil a picture: decoders see nothing but pixels.
 */
package org.derain4j.pictures.format;
