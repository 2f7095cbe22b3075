package org.derain4j.manual;

import org.derain4j.structure.PackageEdges;

/** This module's packages and what they refer to, as its table has it. */
class PackageEdgesTest extends PackageEdges {}
