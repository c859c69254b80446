package dev.shadowland.transport.config;

/** How new characters are laid out over the map. */
public enum SpawnPattern {
    /** In a disc around the spawn point. */
    DISC,
    /** Along the borders between cells, all over the map: what makes a swarm cross them. */
    BORDERS
}
