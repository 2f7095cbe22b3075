/**
 * The operations of a convolutional network and the backends that run them. Knows nothing of any particular network.
 */
package org.derain4j.kernels;
