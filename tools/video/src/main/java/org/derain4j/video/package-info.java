/**
 * Frames of films: YUV4MPEG2 and raw frames in and out, between their colours and the network's. Whatever takes rain out of a frame is a
 * {@link org.derain4j.video.RainFinder}; nothing here knows of files or commands.
 */
package org.derain4j.video;
