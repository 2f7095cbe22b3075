package org.derain4j.engine;

import org.derain4j.structure.GoodGuest;

/** Engines live in servers. */
class GoodGuestTest extends GoodGuest {}
