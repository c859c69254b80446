package dev.shadowland.transport.config;

/** How many entities of each kind live on the map from the start, spread evenly. */
public record PopulationConfig(
        int npc, int monster, int staticBuild, int vehicle, int item, int effect) {}
