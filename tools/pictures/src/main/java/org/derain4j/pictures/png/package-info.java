/** PNG: read chunk by chunk, its pixels by a decoder of our own, which takes a broken picture to its last whole row; written by the encoder of the JDK. */
package org.derain4j.pictures.png;
