package org.derain4j.bench.peers;

import java.util.List;
import java.util.function.Supplier;

/**
 * What is measured together, one contender after the other in each round.
 *
 * @param name       unique
 * @param threads    of the ceiling beside it
 * @param work       made when its turn comes: weights take memory
 * @param contenders who take part
 */
record Group(String name, int threads, Supplier<Work> work, List<Contender> contenders) {}
