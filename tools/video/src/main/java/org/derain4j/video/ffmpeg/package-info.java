/** Films by way of an {@code ffmpeg} that is installed: what is in them, their frames out and in, their other tracks carried over. */
package org.derain4j.video.ffmpeg;
