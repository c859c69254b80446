package dev.shadowland.actors.api;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;

import dev.shadowland.protocol.backplane.CellKey;

/** The directories over cluster sharding. Any thread. */
public final class ShardedDirectories {
    private ShardedDirectories() {}

    /** Cells by key. */
    public static CellDirectory cells(ClusterSharding sharding) {
        return (cell, request) ->
                sharding.entityRefFor(ShardingKeys.CELL, CellKey.text(cell)).tell(request);
    }

    /** Player actors by character id. */
    public static PlayerDirectory players(ClusterSharding sharding) {
        return (character, request) ->
                sharding.entityRefFor(ShardingKeys.PLAYER, Long.toUnsignedString(character))
                        .tell(request);
    }
}
