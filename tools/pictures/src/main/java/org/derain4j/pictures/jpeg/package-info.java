/** JPEG: taken apart into segments, so that only its pixels reach the decoder; written sampled and quantized as it came. */
package org.derain4j.pictures.jpeg;
