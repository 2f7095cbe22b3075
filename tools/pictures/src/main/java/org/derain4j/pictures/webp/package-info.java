/** WebP: its pixels are read by TwelveMonkeys, its alpha by code of our own, and written by libwebp, loaded when the first one is written. */
package org.derain4j.pictures.webp;
