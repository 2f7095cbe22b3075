/** The embedded default weights, a resource without code. */
module org.derain4j.weights.lite {
}
