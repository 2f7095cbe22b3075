package org.derain4j.kernels.opencl;

import org.derain4j.structure.GoodGuest;

/** The device's libraries are another matter. */
class GoodGuestTest extends GoodGuest {}
